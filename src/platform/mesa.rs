//! Linux: having Mesa draw on the processor, by variables that its libraries read. Programs that this one starts must
//! not get them: a browser would be slow.

/// Our own mark that we have set the others.
const MARK: &str = "LOGIN_TRIAGE_MESA";
/// See <https://docs.mesa3d.org/envvars.html>. The second one has libglvnd take Mesa where another driver is installed,
/// too (`src/GLX/libglxmapping.c`).
const ALWAYS: [(&str, &str); 3] =
    [(MARK, "software"), ("LIBGL_ALWAYS_SOFTWARE", "1"), ("__GLX_VENDOR_LIBRARY_NAME", "mesa")];
/// The same for EGL (`src/EGL/libeglvendor.c`); Mesa's file lies there on every system with libglvnd.
const EGL: (&str, &str) = ("__EGL_VENDOR_LIBRARY_FILENAMES", "/usr/share/glvnd/egl_vendor.d/50_mesa.json");

/// The variables for a program that is to draw on the processor.
pub(crate) fn on_the_processor() -> impl Iterator<Item = (&'static str, &'static str)> {
    let egl = std::path::Path::new(EGL.1).is_file().then_some(EGL);
    ALWAYS.into_iter().chain(egl)
}

/// The variables that we have set, among those that there are.
pub(crate) fn ours(has: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let all = ALWAYS.into_iter().chain([EGL]).map(|(name, _)| name);
    all.take(if has(MARK) { usize::MAX } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_else_has_set_is_not_ours() {
        assert_eq!(ours(|name| name == "LIBGL_ALWAYS_SOFTWARE").count(), 0);
        let ours: Vec<_> = ours(|_| true).collect();
        for (name, _) in on_the_processor() {
            assert!(ours.contains(&name), "{name}");
        }
    }
}
