# shellcheck shell=sh disable=SC2154
# Inspection: what the next boot will use.

# FOLDER...: files *.conf that count, one a line, are in $listed. One of the same name in an earlier folder hides the later ones, also when it
# is empty or leads to /dev/null. Source: modprobe.d(5).
files_in_effect() {
  listed=
  hidden=/
  for folder in "$@"; do
    for file in "$R/$folder"/*.conf; do
      [ -e "$file" ] || [ -L "$file" ] || continue
      case $hidden in */"${file##*/}"/*) continue ;; esac
      hidden=$hidden${file##*/}/
      [ ! -f "$file" ] || listed=$listed$file$nl
    done
  done
}

inspect_kernel() {
  grep -HsE '^[[:space:]]*(export[[:space:]]+)?GRUB_CMDLINE_LINUX(_DEFAULT)?\+?=|^# Managed by Gantry: added ' \
    "$R/etc/default/grub" "$R"/etc/default/grub.d/*.cfg "$R/etc/kernel/cmdline.gantry" | say_found 'grub line'
  [ ! -f "$R/etc/default/grub" ] || say 'grub file' /etc/default/grub
  grep -HsE '^[[:space:]]*(linux|linux16|linuxefi)[[:space:]].*(vmlinuz|root=)|^options[[:space:]]|^kernelopts=' \
    "$R/boot/grub/grub.cfg" "$R/boot/grub2/grub.cfg" "$R"/boot/efi/EFI/*/grub.cfg "$R"/boot/loader/entries/*.conf "$R/boot/grub2/grubenv" |
    say_found boot-entry
  # systemd-boot, unified kernel images and Proxmox take the arguments of the next kernel from here; the first one counts.
  for file in "$R/etc/kernel/cmdline" "$R/usr/lib/kernel/cmdline"; do
    [ -r "$file" ] || continue
    say "layer kernel-cmdline ${file#"$R"}" "$(tr '\n' ' ' <"$file" | sed 's/ *$//')"
    break
  done
  [ ! -e "$R/etc/kernel/cmdline.gantry-undo" ] || say 'layer kernel-unfinished cmdline' yes
  # Two bytes a letter behind four of the variable's own. Source: systemd.io/BOOT_LOADER_INTERFACE
  for file in "$R"/sys/firmware/efi/efivars/LoaderInfo-* "$R"/sys/firmware/efi/efivars/StubInfo-*; do
    [ -r "$file" ] || continue
    name=${file##*/}
    say "layer kernel-loader ${name%%-*}" "$(LC_ALL=C tr -cd ' -~' <"$file")"
  done
  for file in "$R/etc/kernel/install.conf" "$R/run/kernel/install.conf" "$R/usr/local/lib/kernel/install.conf" "$R/usr/lib/kernel/install.conf"; do
    [ -r "$file" ] || continue
    say 'layer kernel-layout layout' "$(sed -n 's/^[[:space:]]*layout[[:space:]]*=[[:space:]]*//p' "$file" | tail -n 1)"
    break
  done
  files_in_effect etc/modprobe.d run/modprobe.d usr/local/lib/modprobe.d usr/lib/modprobe.d lib/modprobe.d
  old_ifs=$IFS
  IFS=$nl
  # shellcheck disable=SC2086 # one file a line
  set -- $listed
  IFS=$old_ifs
  grep -HsE '^[^#]*(nouveau|nvidia|vfio)|^# (BEGIN|END) Managed by Gantry' "$@" \
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
