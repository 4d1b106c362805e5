# shellcheck shell=sh disable=SC2154
# Inspection: the host itself, and since which boot it runs.

inspect_machine() {
  say_file 'boot id' "$R/proc/sys/kernel/random/boot_id"
  say_file 'host name' "$R/proc/sys/kernel/hostname"
  if first_line "$R/proc/sys/kernel/osrelease"; then kernel=$value; else kernel=$(uname -r); fi
  say 'kernel release' "$kernel"
  say_file 'kernel arguments' "$R/proc/cmdline"
  say_file 'host maker' "$R/sys/class/dmi/id/sys_vendor"
  release=$R/etc/os-release
  [ -r "$release" ] || release=$R/usr/lib/os-release
  [ ! -r "$release" ] || while IFS= read -r line || [ -n "$line" ]; do
    word=${line#*=}
    word=${word#[\"\']}
    word=${word%[\"\']}
    case $line in
      ID=*) say 'os id' "$word" ;;
      ID_LIKE=*) say 'os like' "$word" ;;
      VERSION_ID=*) say 'os version' "$word" ;;
    esac
  done <"$release"
}
