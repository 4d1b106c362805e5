# shellcheck shell=sh
# Makes the initial ramdisk of the running kernel again.
make_ramdisk() {
  kernel=$(uname -r)
  if tool update-initramfs; then
    "$value" -u -k "$kernel" </dev/null || fail "update-initramfs failed for $kernel"
  elif tool dracut; then
    "$value" -f "$R/boot/initramfs-$kernel.img" "$kernel" </dev/null || fail "dracut failed for $kernel"
  else
    fail 'neither update-initramfs nor dracut is installed: make the ramdisk by hand'
  fi
}
