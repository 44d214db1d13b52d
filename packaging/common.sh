# shellcheck shell=bash
# What every package has: version, date, icons, licences, bill of materials. Sourced by scripts/package, whose
# `scratch` is a folder for what is thrown away.

# shellcheck disable=SC2034  # these are read by the scripts that source this file
{
    version=$(sed -n '/^\[package\]/,/^\[/ s/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml")
    common_packages=(jq librsvg2-bin python3)
}

# The date of everything that is made: that of the sources, so that the same sources give the same packages.
source_date() {
    if [[ ${SOURCE_DATE_EPOCH:-} ]]; then
        echo "$SOURCE_DATE_EPOCH"
    else
        git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/CHANGELOG.md"
    fi
}

# dated FOLDER: sets the time of all that is in it.
dated() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# filled FILE: the file with its placeholders filled in.
filled() {
    local date
    date=$(date --utc --date="@$SOURCE_DATE_EPOCH" +%F)
    sed -e "s/@VERSION@/$version/g" -e "s/@DATE@/$date/g" "$1"
}

# icon NAME SIZE FILE: draws assets/icon/NAME.svg.
icon() { rsvg-convert --width "$2" --height "$2" --output "$3" "$root/assets/icon/$1.svg"; }

# bill_of_materials TARGET FILE: the crates that the program is made of on TARGET, in CycloneDX's JSON.
bill_of_materials() {
    local name=bill-of-materials-$$
    quick_tool cargo-cyclonedx 0.5.9
    # The tool writes beside each Cargo.toml of the workspace.
    "$target/tools/bin/cargo-cyclonedx" cyclonedx --manifest-path "$root/Cargo.toml" --quiet --format json --target "$1" \
        --no-build-deps --override-filename "$name" || die "The bill of materials could not be made."
    mv "$root/$name.json" "$scratch/bill.json"
    rm -f "$root/fuzz/$name.json"
    # It counts in what only the tests switch on; cargo knows better.
    cargo tree --manifest-path "$root/Cargo.toml" --locked --package login-triage --target "$1" --edges normal \
        --prefix none --format '{p}' | sed -n 's/^\([^ ]*\) v\([^ ]*\).*/\1 \2/p' | LC_ALL=C sort -u >"$scratch/crates"
    # Where the sources lie is nobody's business, and is not the same twice.
    jq --sort-keys --arg version "$version" --rawfile crates "$scratch/crates" '
        ($crates | split("\n")) as $used
        | del(.serialNumber)
        | .components |= map(select((.name + " " + .version) as $crate | $used | index($crate)))
        | ([.metadata.component, .components[]] | map(."bom-ref")) as $refs
        | .dependencies |= map(select(.ref as $ref | $refs | index($ref))
            | if .dependsOn then .dependsOn |= map(select(. as $ref | $refs | index($ref))) else . end)
        | walk(if type == "string" then
            sub("^path\\+file://[^#]*#[^ ]*"; "pkg:cargo/login-triage@" + $version)
            | sub("\\?download_url=file://.*$"; "")
          else . end)' "$scratch/bill.json" >"$2"
}

# crate_licences BILL FILE: the licences of all crates of a bill of materials, as their own packages hold them. What is the
# same in several is there once.
crate_licences() {
    local crate license authors folder file sum rule
    rule=$(printf '=%.0s' {1..100})
    local -A owner=() users=()
    local files=() texts=() none=()
    while IFS=$'\x1f' read -r crate license authors folder; do
        local before=${#files[@]}
        for file in "$folder"/{LICENSE,LICENCE,COPYING,COPYRIGHT,NOTICE,UNLICENSE,license,copying}*; do
            [[ -f $file && $file != *.html ]] || continue
            files+=("$file")
            owner[$file]="  $crate ($license)"
        done
        if ((${#files[@]} == before)); then none+=("  $crate ($license) $authors"); fi
    done < <(
        cargo metadata --manifest-path "$root/Cargo.toml" --locked --format-version 1 |
            jq --raw-output --slurpfile bill "$1" '
                ([$bill[0].components[] | .name + " " + .version] | unique) as $used
                | .packages[] | (.name + " " + .version) as $crate
                | select($used | index($crate))
                | [$crate, (.license // "see its file"), (.authors | join(", ")),
                    (.manifest_path | rtrimstr("/Cargo.toml"))] | join("\u001f")' |
            LC_ALL=C sort
    )
    ((${#files[@]})) || die "No licence was found."
    while read -r sum file; do
        if [[ ! ${users[$sum]:-} ]]; then texts+=("$sum $file"); fi
        users[$sum]+=${owner[$file]}$'\n'
    done < <(sha256sum -- "${files[@]}")
    {
        printf 'The crates that Login Triage %s is made of, and their licences.\n' "$version"
        for file in "${texts[@]}"; do
            printf '\n%s\n\n%s\n' "$rule" "${users[${file%% *}]}"
            tr -d '\r' <"${file#* }"
        done
        if ((${#none[@]})); then
            printf '\n%s\n\nThese crates name their licence and their authors without its text, which stands above:\n\n' "$rule"
            printf '%s\n' "${none[@]}"
        fi
    } >"$2"
}

# licence_folder BILL FOLDER: everything that has to go with a copy of the program, as text files.
licence_folder() {
    mkdir -p "$2"
    cp "$root/LICENSE-MIT" "$2/LICENSE-MIT.txt"
    cp "$root/LICENSE-APACHE" "$2/LICENSE-APACHE.txt"
    cp "$root/THIRD_PARTY.md" "$2/THIRD_PARTY.txt"
    cp "$root/assets/fonts/OFL.txt" "$2/BIZ-UDPGothic-OFL.txt"
    crate_licences "$1" "$2/CRATES.txt"
}

# zipped FOLDER ZIP: packs a folder, the same way each time.
zipped() {
    dated "$1"
    rm -f "$2"
    "$root/packaging/zip.py" "$1" "$2"
}
