# shellcheck shell=sh disable=SC2154
# Makes the initial ramdisks again, of every kernel that has one: the next boot may be into a newer one than runs now.
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
