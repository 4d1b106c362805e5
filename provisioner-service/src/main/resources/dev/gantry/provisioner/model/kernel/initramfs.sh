# shellcheck shell=sh disable=SC2154
# Takes those of $away that are ours from the host, our part of /etc/initramfs-tools/modules too, then makes the initial ramdisks again,
# of every kernel that has one: the next boot may be into a newer one than runs now.
run() {
  for path in $away; do
    case $path in
      /etc/initramfs-tools/modules) put_block "$path" '' ;;
      *) take_away "$path" ;;
    esac
  done
  make_ramdisk
}

make_ramdisk() {
  if tool update-initramfs; then
    "$value" -u -k all </dev/null || fail 'update-initramfs failed'
    return 0
  fi
  tool dracut || fail 'neither update-initramfs nor dracut is installed: make the ramdisk by hand'
  for kernel in "$R"/lib/modules/*; do
    kernel=${kernel##*/}
    [ -f "$R/boot/initramfs-$kernel.img" ] || continue
    "$value" -f "$R/boot/initramfs-$kernel.img" "$kernel" </dev/null || fail "dracut failed for $kernel"
  done
}
