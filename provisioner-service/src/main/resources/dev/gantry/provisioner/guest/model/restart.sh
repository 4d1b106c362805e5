# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# Has nvidia-gridd read its configuration and token, now and at every boot.
run() {
  tool systemctl || fail 'systemctl is not installed'
  "$value" enable nvidia-gridd.service </dev/null || fail 'nvidia-gridd cannot be enabled'
  "$value" restart nvidia-gridd.service </dev/null || fail 'nvidia-gridd did not start'
}
