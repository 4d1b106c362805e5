# shellcheck shell=sh disable=SC2154
# Inspection: tools that are there, room, folders that nothing can be run from.

inspect_tools() {
  for name in mdevctl gcc make dkms lspci curl wget unzip dracut update-initramfs update-grub grub-mkconfig grub2-mkconfig grubby \
    nvidia-smi nvidia-mig-parted apt-get dnf yum virsh docker podman mokutil driverctl kernelstub kernel-install proxmox-boot-tool sdbootutil; do
    if tool "$name"; then say "tool $name" "$value"; fi
  done
  [ ! -x "$R/usr/lib/nvidia/sriov-manage" ] || say 'tool sriov-manage' /usr/lib/nvidia/sriov-manage
  grep -sE ' (/|/tmp|/opt|/var/tmp) ' "$R/proc/mounts" | while read -r _ folder _ how _; do
    case ",$how," in *,noexec,*) say noexec "$folder" ;; esac
  done
  folder=$R/opt
  [ -d "$folder" ] || folder=$here
  df -Pk "$folder" 2>/dev/null | while read -r _ _ _ left _; do
    case $left in '' | *[!0-9]*) ;; *) say 'free /opt' $((left / 1024)) ;; esac
  done
}
