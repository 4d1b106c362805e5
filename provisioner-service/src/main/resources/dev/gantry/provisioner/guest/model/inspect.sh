# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# One inspection of a GPU guest: prints lines "key<TAB>value" and changes nothing. Before it comes samples='folder' or samples=''.
R=${GANTRY_ROOT:-}
R=${R%/}
LC_ALL=C
export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
umask 077

say() { printf '%s\t%s\n' "$1" "$2"; }

# FILE: its first line is in $value.
first_line() {
  value=
  [ -r "$1" ] || return 1
  { read -r value || [ -n "$value" ]; } 2>/dev/null <"$1"
}

# NAME: path of an installed program, with $R, is in $value.
tool() {
  for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin /usr/local/cuda/bin; do
    value=$R$folder/$1
    [ ! -x "$value" ] || return 0
  done
  value=
  return 1
}

# COMMAND...: a driver that hangs must not hang the inspection.
bounded() { if command -v timeout >/dev/null 2>&1; then timeout 30 "$@"; else "$@"; fi; }

inspect_machine() {
  if first_line "$R/proc/sys/kernel/osrelease"; then kernel=$value; else kernel=$(uname -r); fi
  say 'kernel release' "$kernel"
  release=$R/etc/os-release
  [ -r "$release" ] || release=$R/usr/lib/os-release
  [ ! -r "$release" ] || while IFS= read -r line || [ -n "$line" ]; do
    word=${line#*=}
    word=${word#[\"\']}
    word=${word%[\"\']}
    case $line in
      ID=*) say 'os id' "$word" ;;
      ID_LIKE=*) say 'os like' "$word" ;;
      VERSION_ID=*) say 'os version' "$word" ;;
    esac
  done <"$release"
  for name in apt-get dnf yum dpkg rpm gcc make systemctl nvidia-smi nvcc; do
    if tool "$name"; then say "tool $name" "${value#"$R"}"; fi
  done
  if [ -e "$R/lib/modules/$kernel/build/Makefile" ] || [ -d "$R/usr/src/kernels/$kernel" ] || [ -d "$R/usr/src/linux-headers-$kernel" ]; then
    say 'kernel headers' yes
  fi
}

inspect_gpus() {
  for device in "$R"/sys/bus/pci/devices/*; do
    first_line "$device/vendor" && [ "$value" = 0x10de ] || continue
    first_line "$device/class" || continue
    case $value in 0x0300* | 0x0302*) ;; *) continue ;; esac
    bound=-
    if [ -e "$device/driver" ]; then bound=$(cd -P "$device/driver" && pwd -P) && bound=${bound##*/}; fi
    say "gpu ${device##*/}" "$bound"
  done
}

inspect_driver() {
  for name in nvidia nouveau; do
    [ -d "$R/sys/module/$name" ] || continue
    first_line "$R/sys/module/$name/version" || value=
    say "module $name" "$value"
  done
  # What is on disk can be newer than what is loaded.
  if tool modinfo; then
    version=$("$value" -k "$kernel" -F version nvidia 2>/dev/null)
    [ -z "$version" ] || say 'installed-module nvidia' "$version"
  fi
  # Its own daemons do not count: they are stopped for an installation.
  find "$R"/proc/[0-9]*/fd -maxdepth 1 -lname '*/dev/nvidia[0-9c]*' 2>/dev/null | sed "s|^$R/proc/||; s|/fd/.*||" | sort -u | while read -r pid; do
    first_line "$R/proc/$pid/comm" || value=unknown
    case $value in nvidia-gridd | nvidia-persiste* | nvidia-topology*) ;; *) say gpu-user "$pid $value" ;; esac
  done
}

inspect_licence() {
  [ -d "$R/sys/module/nvidia" ] && tool nvidia-smi || return 0
  answer=$(bounded "$value" -q 2>&1)
  say 'smi exit' $?
  printf '%s\n' "$answer" | while IFS= read -r line; do
    case $line in
      GPU\ * | *'Product Name '* | *'License Status '* | *'Driver Version '* | *ailed* | *rror\ * | *'No devices'*) say smi "$line" ;;
    esac
  done
  case $answer in *'License Status '*': Unlicensed'* | *'License Status '*': N/A'*) inspect_journal ;; esac
}

inspect_journal() {
  tool journalctl || return 0
  "$value" -u nvidia-gridd -n 20 --no-pager 2>/dev/null </dev/null | while IFS= read -r line; do say journal "$line"; done
}

inspect_gridd() {
  tab=$(printf '\t')
  return=$(printf '\r')
  conf=$R/etc/nvidia/gridd.conf
  folder=/etc/nvidia/ClientConfigToken
  [ ! -f "$conf.template" ] || say 'gridd-conf template' yes
  if [ -f "$conf" ]; then
    say 'gridd-conf changed' "$(stat -c %.3Y "$conf")"
    while IFS= read -r line || [ -n "$line" ]; do
      # Keys and values may have blanks around them, and lines the end of another system.
      line=${line%"$return"}
      line=${line#"${line%%[! "$tab"]*}"}
      word=${line#*=}
      word=${word#"${word%%[! "$tab"]*}"}
      word=${word%"${word##*[! "$tab"]}"}
      key=${line%%[= "$tab"]*}
      case $key:$line in
        FeatureType:*=*) say 'gridd-conf FeatureType' "$word" ;;
        ClientConfigTokenPath:*=*) folder=${word%/} ;;
        ServerAddress:*=?*) say 'gridd-conf ServerAddress' "$word" ;;
      esac
    done <"$conf"
    say 'gridd-conf ClientConfigTokenPath' "$folder"
  fi
  for file in "$R$folder"/*.tok; do
    [ -f "$file" ] || continue
    sum=$(sha256sum "$file")
    sum=${sum#\\}
    say "token ${file##*/}" "$(stat -c '%a %.3Y' "$file") ${sum%% *}"
  done
  tool systemctl || return 0
  "$value" show nvidia-gridd.service -p LoadState,ActiveState,UnitFileState,ExecMainStartTimestampMonotonic </dev/null 2>/dev/null |
    while IFS= read -r line; do
      say "service ${line%%=*}" "${line#*=}"
      case $line in
        ExecMainStartTimestampMonotonic=[1-9]*)
          # Clock time, to be compared with that of files: now, less what the machine is up, plus when it started since boot.
          first_line "$R/proc/uptime" || continue
          now=$(date +%s.%N)
          say 'service started' "$(awk -v now="$now" -v up="${value%% *}" -v at="${line#*=}" 'BEGIN { printf "%.3f", now - up + at / 1000000 }')"
          ;;
      esac
    done
}

inspect_sample() {
  [ -n "$samples" ] || return 0
  for folder in "$samples/Samples/6_Performance/transpose" "$samples"; do
    if [ -f "$R$folder/transpose.cu" ]; then
      say 'sample source' "$folder"
      for program in transpose build/transpose; do
        [ ! -x "$R$folder/$program" ] || say 'sample program' "$folder/$program"
      done
      return
    fi
  done
}

# What a login prints before may not end its line.
printf '\ngantry-inspection\t1\n'
inspect_machine
inspect_gpus
inspect_driver
inspect_licence
inspect_gridd
inspect_sample
printf 'gantry-end\tok\n'
