# shellcheck shell=bash
# The installer and the portable zip of Windows. Sourced by scripts/package.

# make_windows PROGRAM WORK OUT: makes both of a program for 64-bit Windows.
make_windows() {
    local program=$1 work=$2 out=$3 own=$root/packaging/windows
    need netpbm nsis
    local name=login-triage-$version-windows-x64
    local stage=$work/stage bill=$out/$name.cdx.json
    rm -f "$out"/login-triage-*-windows-*
    mkdir -p "$stage"

    bill_of_materials x86_64-pc-windows-msvc "$bill"
    cp "$program" "$stage/login-triage.exe"
    cp "$root/assets/icon/case.ico" "$stage/case.ico"
    licence_folder "$bill" "$stage/licenses"
    # Notepad of older Windows needs to be told what it reads.
    local file
    for file in "$stage"/licenses/*.txt; do windows_text "$file" >"$work/text" && cp "$work/text" "$file"; done

    rsvg-convert --format png --width 164 --height 314 "$own/side.svg" | pngtopnm | ppmtobmp -bpp=24 -windows \
        >"$work/side.bmp" 2>"$work/picture.log" || die "$(cat "$work/picture.log")"
    dated "$work"
    makensis -V2 -WX -INPUTCHARSET UTF8 \
        -DVERSION="$version" -DSTAGE="$stage" -DSIZE="$(du --apparent-size -sk "$stage" | cut -f 1)" \
        -DICON="$root/assets/icon/icon.ico" -DPICTURE="$work/side.bmp" -DOUT="$out/$name-setup.exe" \
        "$own/installer.nsi" >&2

    local folder=$work/login-triage-$version
    mkdir -p "$folder"
    cp -R "$stage/login-triage.exe" "$stage/licenses" "$folder/"
    windows_text "$own/portable.txt" >"$folder/portable.txt"
    filled "$own/readme.txt" >"$work/readme.txt"
    windows_text "$work/readme.txt" >"$folder/はじめにお読みください.txt"
    zipped "$folder" "$out/$name-portable.zip"
}

# windows_text FILE: the text as Notepad of any Windows shows it right.
windows_text() { printf '\xef\xbb\xbf' && sed -e '1s/^\xef\xbb\xbf//' -e 's/\r*$/\r/' "$1"; }
