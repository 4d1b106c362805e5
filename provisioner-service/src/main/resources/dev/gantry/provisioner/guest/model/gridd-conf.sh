# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# Sets FeatureType=$feature in /etc/nvidia/gridd.conf, adding the line where it is missing. The rest of the file stays; where
# there is no file yet it is made from the driver's template.
run() {
  conf=/etc/nvidia/gridd.conf
  source=$R$conf
  [ -f "$source" ] || source=$R$conf.template
  [ -f "$source" ] || source=/dev/null
  text=$(awk -v feature="$feature" '
    /^[ \t]*FeatureType[ \t]*=/ { if (!done) print "FeatureType=" feature; done = 1; next }
    { print }
    END { if (!done) print "FeatureType=" feature }' "$source" && echo .) || fail "cannot read ${source#"$R"}"
  text=${text%.}
  put_over "$conf" 0644
}
