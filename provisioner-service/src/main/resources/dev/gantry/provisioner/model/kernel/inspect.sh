# shellcheck shell=sh disable=SC2154
# Inspection: what the next boot will use.

inspect_kernel() {
  grep -HsE '^[[:space:]]*(export[[:space:]]+)?GRUB_CMDLINE_LINUX(_DEFAULT)?\+?=|^# Managed by Gantry: added ' \
    "$R/etc/default/grub" "$R"/etc/default/grub.d/*.cfg | say_found 'grub line'
  [ ! -f "$R/etc/default/grub" ] || say 'grub file' /etc/default/grub
  grep -HsE '^[[:space:]]*(linux|linux16|linuxefi)[[:space:]].*(vmlinuz|root=)|^options[[:space:]]|^kernelopts=' \
    "$R/boot/grub/grub.cfg" "$R/boot/grub2/grub.cfg" "$R"/boot/efi/EFI/*/grub.cfg "$R"/boot/loader/entries/*.conf "$R/boot/grub2/grubenv" |
    say_found boot-entry
  grep -HsE '^[^#]*(nouveau|nvidia|vfio)|^# (BEGIN|END) Managed by Gantry' "$R"/etc/modprobe.d/*.conf "$R"/usr/lib/modprobe.d/*.conf "$R"/run/modprobe.d/*.conf \
    "$R"/etc/modules-load.d/*.conf "$R/etc/modules" "$R/etc/initramfs-tools/modules" "$R"/etc/dracut.conf.d/*.conf |
    say_found config
  for file in "$R"/etc/driverctl.d/*; do [ ! -f "$file" ] || say_file "config ${file#"$R"}" "$file"; done
  for image in "$R/boot/initramfs-$kernel.img" "$R/boot/initrd.img-$kernel" "$R/boot/initrd-$kernel"; do
    [ -e "$image" ] || continue
    say 'initramfs image' "${image#"$R"}"
    find "$R"/etc/modprobe.d/*.conf "$R"/usr/lib/modprobe.d/nvidia*.conf "$R/etc/dracut.conf.d/gpu-vfio.conf" "$R/etc/initramfs-tools/modules" -newer "$image" 2>/dev/null |
      while IFS= read -r file; do say 'initramfs older-than' "${file#"$R"}"; done
    break
  done
}
