# shellcheck shell=sh disable=SC2154
# Brings the mediated devices to what is wanted by $operations, in this order: "stop UUID", "forget VF UUID",
# "define VF UUID TYPE", "start UUID VF TYPE". $guarded are the devices that vanish.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  printf '%s\n' "$operations" | while read -r verb one two three; do
    case $verb in
      stop) mdev_stop "$one" ;;
      forget)
        rm -f "$R/etc/mdevctl.d/$one/$two" || fail "cannot remove the definition of $two"
        rmdir "$R/etc/mdevctl.d/$one" 2>/dev/null || :
        ;;
      define)
        text="{${nl}  \"mdev_type\": \"$three\",${nl}  \"start\": \"manual\",${nl}  \"attrs\": []${nl}}"
        put_definition "/etc/mdevctl.d/$one" "$two"
        ;;
      start) mdev_start "$one" "$two" "$three" ;;
    esac || exit 1
  done
}
# FOLDER UUID: as put, but beside nothing: every file in that folder is read as a definition, and a bad one breaks mdevctl.
put_definition() {
  mkdir -p "$R$1" && chmod 0770 "$R$1" || fail "cannot make $1"
  new=$(mktemp "$R/etc/mdevctl.d/.gantry.XXXXXX") || fail "cannot write in /etc/mdevctl.d (is the disk full?)"
  printf '%s' "$text" >"$new" && chmod 0600 "$new" && chown 0:0 "$new" && mv -f "$new" "$R$1/$2" || {
    rm -f "$new"
    fail "cannot write the definition of $2"
  }
}
