# shellcheck shell=bash
# The package for Debian. Sourced by scripts/package.

# make_deb PROGRAM WORK OUT: makes it of a program for the machine at hand.
make_deb() {
    local program=$1 work=$2 out=$3 own=$root/packaging/linux
    need binutils dpkg-dev
    local arch name triple tree=$work/tree
    arch=$(dpkg --print-architecture)
    triple=$(rustc --version --verbose | sed -n 's/^host: //p')
    name=login-triage_$version-1_$arch
    local bill=$out/login-triage-$version-linux-$arch.cdx.json
    rm -f "$out"/login-triage_*.deb "$out"/login-triage-*-linux-*

    local share=$tree/usr/share
    local documents=$share/doc/login-triage
    mkdir -p "$tree/DEBIAN" "$tree/usr/bin" "$documents" "$share"/{applications,metainfo,mime/packages} \
        "$share"/man/{man1,ja/man1} "$share/lintian/overrides"
    strip --strip-unneeded --remove-section=.comment -o "$tree/usr/bin/login-triage" "$program"
    chmod 755 "$tree/usr/bin/login-triage"
    cp "$own/login-triage.desktop" "$share/applications/"
    cp "$own/login-triage.xml" "$share/mime/packages/"
    cp "$own/lintian-overrides" "$share/lintian/overrides/login-triage"
    filled "$own/io.github.login_triage.LoginTriage.metainfo.xml" \
        >"$share/metainfo/io.github.login_triage.LoginTriage.metainfo.xml"
    local page
    for page in login-triage.1 login-triage.ja.1; do filled "$own/$page" >"$work/$page"; done
    gzip -9n <"$work/login-triage.1" >"$share/man/man1/login-triage.1.gz"
    gzip -9n <"$work/login-triage.ja.1" >"$share/man/ja/man1/login-triage.1.gz"
    debian_icons "$share/icons/hicolor"
    bill_of_materials "$triple" "$bill"
    debian_documents "$bill" "$documents" "$work"

    debian_control "$tree" "$work" "$arch" >"$work/control"
    mv "$work/control" "$tree/DEBIAN/control"
    (cd "$tree" && find usr -type f -print | LC_ALL=C sort | xargs md5sum) >"$work/md5sums"
    mv "$work/md5sums" "$tree/DEBIAN/md5sums"
    find "$tree" -type d -exec chmod 755 {} +
    dated "$tree"
    dpkg-deb --build --root-owner-group -Zxz "$tree" "$out/$name.deb" >&2
}

# debian_icons FOLDER: the program's and the notes' icon, in each size of the desktops.
debian_icons() {
    local size
    for size in 16 22 24 32 48 64 128 256; do
        mkdir -p "$1/${size}x$size"/{apps,mimetypes}
        icon icon "$size" "$1/${size}x$size/apps/login-triage.png"
        icon case "$size" "$1/${size}x$size/mimetypes/application-vnd.login-triage.case+ron.png"
    done
    mkdir -p "$1/scalable"/{apps,mimetypes}
    cp "$root/assets/icon/icon.svg" "$1/scalable/apps/login-triage.svg"
    cp "$root/assets/icon/case.svg" "$1/scalable/mimetypes/application-vnd.login-triage.case+ron.svg"
}

# debian_documents BILL FOLDER WORK: copyright, changes, licences, and what IT departments want to know.
debian_documents() {
    local day
    day=$(LC_ALL=C date --utc --date="@$SOURCE_DATE_EPOCH" -R)
    # A text inside a field of the copyright file is indented, and an empty line is a dot.
    sed 's/^$/./; s/^/ /' "$root/LICENSE-MIT" >"$3/mit"
    sed 's/[[:space:]]*$//; s/^$/./; s/^/ /' "$root/assets/fonts/OFL.txt" >"$3/ofl"
    sed -e "/^@MIT@\$/{r $3/mit" -e 'd}' -e "/^@OFL@\$/{r $3/ofl" -e 'd}' "$root/packaging/linux/copyright" >"$2/copyright"
    printf 'login-triage (%s-1) stable; urgency=medium\n\n  * Version %s. What it changes is in changelog.gz.\n\n -- %s  %s\n' \
        "$version" "$version" "$(sed -n 's/^Maintainer: //p' "$root/packaging/linux/control")" "$day" |
        gzip -9n >"$2/changelog.Debian.gz"
    gzip -9n <"$root/CHANGELOG.md" >"$2/changelog.gz"
    mkdir -p "$2/examples" "$2/licenses"
    cp "$root/packaging/policy/policy.ron" "$2/examples/"
    cp "$root/docs/it-departments.md" "$root/docs/it-departments.ja.md" "$2/"
    licence_folder "$1" "$3/licenses"
    cp "$3/licenses/THIRD_PARTY.txt" "$2/licenses/"
    gzip -9n <"$3/licenses/CRATES.txt" >"$2/licenses/CRATES.txt.gz"
}

# debian_control TREE WORK ARCH: prints the control file. What the program is linked to is found out; what it opens when it
# runs is the list that scripts/run installs.
debian_control() {
    local linked opened size
    mkdir -p "$2/debian"
    printf 'Source: login-triage\n\nPackage: login-triage\nArchitecture: any\n' >"$2/debian/control"
    linked=$(cd "$2" && dpkg-shlibdeps -O -e"$1/usr/bin/login-triage" 2>"$2/linked.log" |
        sed -n 's/^shlibs:Depends=//p') || die "$(cat "$2/linked.log")"
    opened=$(printf ', %s' "${window_packages[@]}")
    size=$(du --apparent-size -sk "$1/usr" | cut -f 1)
    filled "$root/packaging/linux/control" |
        sed -e "s/@ARCH@/$3/" -e "s/@SIZE@/$size/" -e "s/@DEPENDS@/$linked$opened/"
}
