# shellcheck shell=sh disable=SC2154
# Inspection: who uses what right now.

# Who has a VFIO device or a GPU open, and which guests run, by the kernel's own table: true for guests of any kind.
say_open_files() {
  list_open_files | while read -r process opened; do
    if [ "$process" = listed ]; then
      say open-files listed
      continue
    fi
    process=${process%/fd}
    case $opened in
      */vfio/vfio) ;;
      */vfio/devices/*)
        if leads_to "$R/sys/class/vfio-dev/${opened##*/}/device"; then
          taken=$value
          name_process "$process"
          say "use $taken running" "$user"
        fi
        ;;
      *vfio/*)
        name_process "$process"
        for member in "$R/sys/kernel/iommu_groups/${opened##*/}/devices"/*; do
          [ ! -e "$member" ] || say "use ${member##*/} running" "$user"
        done
        ;;
      anon_inode:kvm-vm)
        name_process "$process"
        say 'domain running' "$user"
        ;;
      */nvidia*)
        first_line "$process/comm" || value=
        case $value in
          # The driver's own daemons, and a query that is over at once.
          nvidia-vgpu-mgr | nvidia-vgpud | nvidia-persiste* | nv-fabricmanage* | nvidia-smi) ;;
          *) say "gpu-process ${process##*/}" "${value:-?}" ;;
        esac
        ;;
    esac
  done
}

# Domains that are defined, running or not, by the files that libvirt keeps of them; by virsh where there are none to read.
say_domains() {
  for file in "$R"/run/libvirt/qemu/*.xml; do
    [ ! -f "$file" ] || { file=${file##*/}; say 'domain running' "${file%.xml}"; }
  done
  folders=$(list_domain_folders)
  if [ -n "$folders" ]; then
    printf '%s\n' "$folders" | while IFS= read -r folder; do
      set -- "$folder"/*.xml
      [ ! -f "$1" ] || grep -HE "<address (uuid|domain)=" "$@" 2>/dev/null | say_found domain-line
    done
    return 0
  fi
  if tool virsh && { [ -S "$R/run/libvirt/libvirt-sock" ] || [ -S "$R/run/libvirt/virtqemud-sock" ]; }; then
    ask_virsh "$R$value"
    return 0
  fi
  for name in docker podman; do
    tool "$name" || continue
    engine=$R$value
    # Error: No such object: nova_libvirt      Error: no such object: "nova_libvirt"
    told=$(bounded 30 "$engine" inspect nova_libvirt 2>&1 >/dev/null) || {
      case $told in
        *[Nn]'o such '*) ;;
        *) say domains-unknown "$name inspect nova_libvirt: $(printf '%s\n' "$told" | tail -n 1)" ;;
      esac
      continue
    }
    ask_virsh "$engine" exec nova_libvirt virsh
    return 0
  done
}

# COMMAND...: a libvirt that does not answer must not be taken for one without domains.
ask_virsh() {
  domains=$(bounded 30 "$@" list --all --name </dev/null 2>&1) || {
    say domains-unknown "$* list --all: $(printf '%s\n' "$domains" | tail -n 1)"
    return 0
  }
  printf '%s\n' "$domains" | while read -r domain; do
    [ -n "$domain" ] || continue
    described=$(bounded 30 "$@" dumpxml "$domain" </dev/null 2>/dev/null) || say domains-unknown "$* dumpxml $domain gave no answer"
    printf '%s\n' "$described" | grep -E "<address (uuid|domain)=" | while IFS= read -r line; do
      say "domain-line /virsh/$domain.xml" "$line"
    done
  done
}

# What runs guests: their live migration depends on it. Nothing is said where libvirt gives no answer in time.
say_hypervisor() {
  if tool virsh; then
    set -- "$R$value"
  else
    set --
    for name in docker podman; do
      tool "$name" || continue
      engine=$R$value
      bounded 10 "$engine" inspect nova_libvirt >/dev/null 2>&1 && set -- "$engine" exec nova_libvirt virsh && break
    done
  fi
  [ $# -gt 0 ] || return 0
  # Using library: libvirt 9.0.0
  # Running hypervisor: QEMU 7.2.0
  bounded 10 "$@" version </dev/null 2>/dev/null | while read -r word what colon version; do
    case "$word $what $colon" in
      'Using library: libvirt') say 'layer hypervisor libvirt' "$version" ;;
      'Running hypervisor: QEMU') say 'layer hypervisor qemu' "$version" ;;
    esac
  done
}

inspect_usage() {
  say_hypervisor
  say_open_files
  say_domains
}
