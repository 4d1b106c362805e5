# shellcheck shell=sh disable=SC2154
# Inspection: kernel modules, loaded and on disk.

inspect_driver() {
  for name in nvidia nvidia_vgpu_vfio nvidia_drm nvidia_modeset nvidia_uvm nouveau vfio vfio_pci vfio_iommu_type1 \
    vfio_virqfd kvm_intel kvm_amd; do
    [ -d "$R/sys/module/$name" ] || continue
    first_line "$R/sys/module/$name/version" || value=
    say "module $name" "$value"
  done
  say_file 'module-users nouveau' "$R/sys/module/nouveau/refcnt"
  [ -d "$R/sys/bus/pci/drivers/vfio-pci" ] && [ ! -d "$R/sys/module/vfio_pci" ] && say 'module vfio_pci' ''
  for folder in "$R"/lib/modules/*; do [ ! -e "$folder/kernel" ] || say 'kernel installed' "${folder##*/}"; done
  folder=$R/lib/modules/$kernel
  if [ -e "$folder/build/Makefile" ] || [ -d "$R/usr/src/kernels/$kernel" ] || [ -d "$R/usr/src/linux-headers-$kernel" ]; then
    say 'kernel headers' yes
  fi
  installed=
  if [ -r "$folder/modules.dep" ]; then
    installed=$(grep -hsoE '^[^:]*/(nvidia|nvidia[-_]vgpu[-_]vfio|nouveau|vfio|vfio[-_]pci|vfio[-_]iommu[-_]type1|vfio[-_]virqfd)\.ko' \
      "$folder/modules.dep" "$folder/modules.builtin")
    # modules.builtin has no colon and no dependencies, so the same pattern fits both.
  elif [ -d "$folder" ]; then
    installed=$(find "$folder/" -name '*.ko*' 2>/dev/null | grep -E '/(nvidia|nvidia[-_]vgpu[-_]vfio|nouveau|vfio|vfio[-_]pci|vfio[-_]iommu[-_]type1|vfio[-_]virqfd)\.ko')
  fi
  with_nvidia=
  for file in $installed; do
    name=${file##*/}
    name=${name%%.ko*}
    [ "$name" != nvidia ] || with_nvidia=1
    case $name in
      nvidia) ;;
      nvidia-vgpu-vfio | nvidia_vgpu_vfio) say 'installed-module nvidia_vgpu_vfio' '' ;;
      vfio-pci | vfio_pci) say 'installed-module vfio_pci' '' ;;
      vfio-iommu-type1 | vfio_iommu_type1) say 'installed-module vfio_iommu_type1' '' ;;
      vfio-virqfd | vfio_virqfd) say 'installed-module vfio_virqfd' '' ;;
      *) say "installed-module $name" '' ;;
    esac
  done
  # What is on disk can be newer than what is loaded.
  if [ -n "$with_nvidia" ]; then
    value=
    if tool modinfo; then value=$("$R$value" -k "$kernel" -F version nvidia 2>/dev/null); fi
    say 'installed-module nvidia' "$value"
  fi
}
