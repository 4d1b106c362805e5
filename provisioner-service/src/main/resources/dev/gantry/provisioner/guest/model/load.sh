# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# Loads the driver that is installed and not loaded.
run() {
  tool modprobe || fail 'modprobe is not installed'
  "$value" nvidia </dev/null || fail 'the nvidia module was not loaded; dmesg on the guest tells why'
}
