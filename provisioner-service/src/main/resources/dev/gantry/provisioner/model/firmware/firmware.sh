# shellcheck shell=sh disable=SC2154
# Sets $settings, attributes of a Dell BIOS, to Enabled by $racadm, and has them applied at the next boot.
run() {
  tool_path=$R$racadm
  for name in $settings; do
    said=$("$tool_path" set "$name" Enabled </dev/null 2>&1) || case $said in *[Aa]lready*) ;; *) fail "racadm set $name: $said" ;; esac
  done
  said=$("$tool_path" jobqueue create BIOS.Setup.1-1 </dev/null 2>&1) || case $said in *[Aa]lready*) ;; *) fail "racadm jobqueue: $said" ;; esac
}
