# shellcheck shell=sh disable=SC2154
# Replaces $edits lines of grub's configuration ($edit_path_1, $edit_old_1, $edit_new_1, ...), an empty old line meaning
# to add the new one at the end, an empty new one to drop the old; puts $dropin into grub.d, or takes it away; then has the boot menu made again: $how is update-grub, grub2-mkconfig or grubby, the
# last with $arguments to set and $remove to drop. Where the menu cannot be made the edits are undone: a source that is
# right beside a menu that is not would look like something that a reboot puts into effect.
run() {
  edit_source
  if make_menu; then
    each_edited forget_copy
  else
    each_edited put_back
    exit 1
  fi
}

edit_source() {
  number=1
  path=''
  old=''
  new_line=''
  while [ "$number" -le "$edits" ]; do
    eval "path=\$edit_path_$number old=\$edit_old_$number new_line=\$edit_new_$number"
    [ -e "$R$path.gantry-undo" ] || cp -p "$R$path" "$R$path.gantry-undo" || fail "cannot keep a copy of $path"
    edit_line
    number=$((number + 1))
  done
  if [ -n "$dropin" ]; then
    text=$dropin
    put /etc/default/grub.d/99-gantry.cfg 0644
  fi
  [ "$dropin_away" != yes ] || take_away /etc/default/grub.d/99-gantry.cfg
}

# In a shell of its own, so that fail ends only that.
make_menu() (
  case $how in
    update-grub)
      if tool update-grub; then "$value" </dev/null || fail 'update-grub failed'
      elif tool grub-mkconfig; then "$value" -o "$R/boot/grub/grub.cfg" </dev/null || fail 'grub-mkconfig failed'
      else fail 'update-grub is not installed'; fi
      ;;
    grub2-mkconfig)
      tool grub2-mkconfig || fail 'grub2-mkconfig is not installed'
      "$value" -o "$(menu_file)" </dev/null || fail 'grub2-mkconfig failed'
      # It sets the variable kernelopts; entries that have their arguments written out it leaves as they are.
      if [ "$written_out" = yes ] && tool grubby; then call_grubby; fi
      ;;
    grubby)
      tool grubby || fail 'grubby is not installed'
      call_grubby
      ;;
  esac
)

call_grubby() {
  set -- --update-kernel=ALL
  [ -z "$arguments" ] || set -- "$@" "--args=$arguments"
  [ -z "$remove" ] || set -- "$@" "--remove-args=$remove"
  "$value" "$@" </dev/null || fail 'grubby failed'
}

each_edited() { # FUNCTION
  number=1
  while [ "$number" -le "$edits" ]; do
    eval "path=\$edit_path_$number"
    [ ! -e "$R$path.gantry-undo" ] || "$1"
    number=$((number + 1))
  done
}
forget_copy() { rm -f "$R$path.gantry-undo"; }
put_back() { mv -f "$R$path.gantry-undo" "$R$path"; }

menu_file() {
  for link in "$R/etc/grub2-efi.cfg" "$R/etc/grub2.cfg"; do
    [ -L "$link" ] || continue
    if [ "$link" = "$R/etc/grub2-efi.cfg" ] && [ ! -d "$R/sys/firmware/efi" ]; then continue; fi
    place=$(readlink -f "$link") && [ -e "$place" ] && {
      printf '%s\n' "$place"
      return
    }
  done
  printf '%s\n' "$R/boot/grub2/grub.cfg"
}

edit_line() {
  text=$(OLD=$old NEW=$new_line awk '
    ENVIRON["OLD"] != "" && $0 == ENVIRON["OLD"] && !done { if (ENVIRON["NEW"] != "") print ENVIRON["NEW"]; done = 1; next }
    { print }
    END { if (ENVIRON["OLD"] == "") print ENVIRON["NEW"]; else if (!done) exit 3 }' "$R$path")
  case $? in
    0) ;;
    3)
      # A run that was cut off after this edit finds the new line already there.
      if [ -z "$new_line" ] || grep -Fqx -- "$new_line" "$R$path"; then return 0; fi
      fail "$path has changed since it was inspected; inspect again"
      ;;
    *) fail "cannot read $path" ;;
  esac
  text=$text$nl
  mode=$(stat -c %a "$R$path") || mode=644
  put_over "$path" "$mode"
}
