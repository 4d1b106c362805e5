# shellcheck shell=sh
# Who uses what, asked in the same way by an inspection and, at the last moment, by a change.

# What processes have open, lines "/proc/PID/fd TARGET": VFIO groups and devices, running guests (anon_inode:kvm-vm), GPUs.
# The line "listed", for a descriptor of this shell, proves that the list could be made, so that nothing else means nobody.
list_open_files() {
  own=/proc/$$/fd/9
  [ -e "$own" ] || own=/dev/null
  set -- "$R"/proc/[0-9]*/fd
  [ -e "$1" ] || set --
  told=$(find "$@" "$own" -maxdepth 1 \( -path "$own" -printf 'listed\n' \) -o \( \( -lname '*vfio/*' -o -lname 'anon_inode:kvm-vm' \
    -o -lname '*/dev/nvidia[0-9]' -o -lname '*/dev/nvidia[0-9][0-9]' \) -printf '%h %l\n' \) 2>/dev/null | sort -u)
  case $told in
    *listed*) printf '%s\n' "$told" ;;
    *) list_open_files_by_ls "$@" ;;
  esac
}

# FOLDER...: the same where there is no find, or one that knows no links.
list_open_files_by_ls() {
  # lr-x------ 1 0 0 64 Nov 25 20:31 20 -> /dev/vfio/41     below a line "/proc/4711/fd:"; two folders make such lines
  # shellcheck disable=SC2012 # names are of the kernel: numbers and device nodes
  ls -ln "$@" "${own%/*}" "${own%/*}" 2>/dev/null | awk -v own="$own" '
    /^\/.*:$/ { folder = substr($0, 1, length($0) - 1); next }
    NF < 3 { next }
    { target = ""; name = $NF; if ($(NF - 1) == "->") { target = $NF; name = $(NF - 2) } }
    folder "/" name == own { print "listed"; next }
    target ~ /vfio\// || target == "anon_inode:kvm-vm" || target ~ /\/dev\/nvidia[0-9]+$/ { print folder, target }' | sort -u
}

# PROCESS FOLDER: the name of its domain, or what it is, is in $user.
name_process() {
  command=
  [ -r "$1/comm" ] && { read -r command || [ -n "$command" ]; } 2>/dev/null <"$1/comm"
  user="process ${1##*/} (${command:-?})"
  next=
  # -name guest=instance-0000002a,debug-threads=on
  named=$(tr '\0' '\n' <"$1/cmdline" 2>/dev/null | while IFS= read -r word; do
    if [ -n "$next" ]; then
      word=${word#guest=}
      printf '%s\n' "${word%%,*}"
      break
    fi
    [ "$word" != -name ] || next=1
  done)
  [ -z "$named" ] || user=$named
}

# Folders with libvirt's domain files, one a line: the host's own, kolla's volumes, and those that a libvirt daemon in a
# container of any kind has, by its own root.
list_domain_folders() {
  for folder in /etc/libvirt/qemu /run/libvirt/qemu /var/lib/docker/volumes/nova_libvirt_qemu/_data \
    /var/lib/containers/storage/volumes/nova_libvirt_qemu/_data; do
    [ ! -d "$R$folder" ] || printf '%s\n' "$R$folder"
  done
  grep -lsxE 'libvirtd|virtqemud' "$R"/proc/[0-9]*/comm | while IFS= read -r process; do
    process=${process%/comm}
    [ "$(readlink "$process/ns/mnt" 2>/dev/null)" = "$(readlink "/proc/$$/ns/mnt")" ] && continue
    for folder in "$process/root/etc/libvirt/qemu" "$process/root/run/libvirt/qemu"; do
      [ ! -d "$folder" ] || printf '%s\n' "$folder"
    done
  done
}
