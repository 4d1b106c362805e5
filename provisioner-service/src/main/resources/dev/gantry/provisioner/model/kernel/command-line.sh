# shellcheck shell=sh disable=SC2154
# Makes $command_line the one line of /etc/kernel/cmdline, from which systemd-boot, unified kernel images and Proxmox take a kernel's arguments, and
# has the boot entries made of it by $how: proxmox-boot-tool, sdbootutil or kernel-install. $before is what was inspected, $ours what of it is
# ours then, and $ours_before what was. Where the entries cannot be made the old line comes back; a copy that a killed call leaves behind tells the next inspection.
run() {
  path=/etc/kernel/cmdline
  found=$(joined_line)
  [ "$found" = "$before" ] || [ "$found" = "$command_line" ] || fail "$path has changed since it was inspected; inspect again"
  can_make || exit 1
  mkdir -p "$R/etc/kernel" || fail 'cannot make /etc/kernel'
  # Empty where there was none.
  if [ -e "$R$path.gantry-undo" ]; then :; elif [ -e "$R$path" ]; then cp -p "$R$path" "$R$path.gantry-undo"; else : >"$R$path.gantry-undo"; fi ||
    fail "cannot keep a copy of $path"
  tell_ours
  text=$command_line$nl
  put_over "$path" 0644
  if make_entries; then
    rm -f "$R$path.gantry-undo"
  else
    if [ -s "$R$path.gantry-undo" ]; then mv -f "$R$path.gantry-undo" "$R$path"; else rm -f "$R$path.gantry-undo" "$R$path"; fi
    ours=$ours_before
    tell_ours
    exit 1
  fi
}

joined_line() {
  for file in "$R/etc/kernel/cmdline" "$R/usr/lib/kernel/cmdline"; do
    [ -r "$file" ] || continue
    tr '\n' ' ' <"$file" | sed 's/ *$//'
    return
  done
}

# Later runs take away what was ours, and nothing else.
tell_ours() {
  if [ -n "$ours" ]; then
    text=$ours$nl
    put_over "$path.gantry" 0644
  else
    take_away "$path.gantry"
  fi
}

# In shells of their own, so that fail ends only those.
can_make() (
  tool "$how" || fail "$how is not installed"
  # Without a partition to copy to it says so and ends well.
  [ "$how" != proxmox-boot-tool ] || [ -s "$R/etc/kernel/proxmox-boot-uuids" ] ||
    fail 'proxmox-boot-tool has no partition to copy to (/etc/kernel/proxmox-boot-uuids): run proxmox-boot-tool init on the one that the host boots from'
  [ "$how" = kernel-install ] || exit 0
  # KERNEL_INSTALL_LAYOUT: bls
  layout=$("$value" inspect </dev/null 2>/dev/null | sed -n 's/^ *\(KERNEL_INSTALL_LAYOUT\|Layout\): *//p')
  case $layout in
    bls | uki | '') exit 0 ;;
    *) fail "kernel-install makes no boot entries here (its layout is $layout): set layout= in /etc/kernel/install.conf, or write the arguments where the boot loader has them" ;;
  esac
)

make_entries() (
  tool "$how" || exit 1
  case $how in
    proxmox-boot-tool) "$value" refresh </dev/null || fail 'proxmox-boot-tool refresh failed' ;;
    sdbootutil) "$value" update-all-entries </dev/null || fail 'sdbootutil update-all-entries failed' ;;
    kernel-install) each_kernel ;;
  esac
)

each_kernel() {
  made=0
  for folder in "$R"/lib/modules/*; do
    release=${folder##*/}
    for image in "$folder/vmlinuz" "$R/boot/vmlinuz-$release"; do
      [ -f "$image" ] || continue
      "$value" add "$release" "${image#"$R"}" </dev/null || fail "kernel-install add $release failed"
      made=$((made + 1))
      break
    done
  done
  [ "$made" -gt 0 ] || fail 'no kernel in /lib/modules has its image there or in /boot'
}
