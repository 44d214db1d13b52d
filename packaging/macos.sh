# shellcheck shell=bash
# The bundle of macOS. Sourced by scripts/package.

# make_macos PROGRAM WORK OUT: makes it of a program for macOS, in one or both architectures.
make_macos() {
    local program=$1 work=$2 out=$3 own=$root/packaging/macos
    need icnsutils
    local name=login-triage-$version-macos
    local app="$work/Login Triage.app" bill=$out/$name.cdx.json
    rm -f "$out"/login-triage-*-macos*
    local resources=$app/Contents/Resources
    mkdir -p "$app/Contents/MacOS" "$resources/ja.lproj"

    cp "$program" "$app/Contents/MacOS/login-triage"
    chmod 755 "$app/Contents/MacOS/login-triage"
    filled "$own/Info.plist" >"$app/Contents/Info.plist"
    printf 'APPL????' >"$app/Contents/PkgInfo"
    cp "$own/InfoPlist.strings" "$resources/ja.lproj/InfoPlist.strings"
    macos_icon icon "$work" "$resources/login-triage.icns"
    macos_icon case "$work" "$resources/case.icns"
    # The crates are those of either architecture: they do not differ.
    bill_of_materials aarch64-apple-darwin "$bill"
    licence_folder "$bill" "$resources/licenses"
    zipped "$app" "$out/$name.zip"
}

# macos_icon NAME WORK FILE: draws assets/icon/NAME.svg in the sizes that Finder and the Dock use.
macos_icon() {
    local size pictures=()
    for size in 16 32 128 256 512 1024; do
        icon "$1" "$size" "$2/$1-$size.png"
        pictures+=("$2/$1-$size.png")
    done
    png2icns "$3" "${pictures[@]}" >"$2/icns.log" 2>&1 || die "$(cat "$2/icns.log")"
}
