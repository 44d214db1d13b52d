//! What is known of the machine itself: clock, names, certificate, room on the disk.

use crate::environment::facts::Trust;

/// Title of the list.
pub const TITLE: &str = "このPC";

/// It is as it should be.
pub const FINE: &str = "問題なし";
/// Something to look at.
pub const CAUTION: &str = "注意";
/// It is not known.
pub const NOT_SEEN: &str = "未確認";
/// What only the check of the connection tells.
pub const BY_CHECK: &str = "時計のずれ・入口の番号・証明書は、下の「接続も確認する」で分かります。";
/// The check of the connection did not get that far.
pub const NOT_THAT_FAR: &str = "未確認（そこまで進みませんでした）";

/// Where the machine is connected.
pub const LINE: &str = "回線";
/// The time zone.
pub const ZONE: &str = "タイムゾーン";
/// Whether the clock is set by itself.
pub const SYNC: &str = "時計合わせ";
/// How far the clock is off.
pub const SKEW: &str = "時計のずれ";
/// The hosts file.
pub const HOSTS: &str = "hostsファイル";
/// Which servers are asked for names.
pub const DNS: &str = "名前を調べる先";
/// What the name of Seller Central leads to.
pub const ADDRESS: &str = "入口の番号";
/// The certificate.
pub const CERTIFICATE: &str = "証明書";
/// Room on the disk.
pub const DISK: &str = "空き容量";

/// The clock is set by itself.
pub const SYNC_ON: &str = "自動";
/// It is not.
pub const SYNC_OFF: &str = "自動ではありません";
/// No line of the hosts file is about Amazon.
pub const NO_HOSTS: &str = "Amazonの書き換えなし";
/// No server is set.
pub const NO_DNS: &str = "設定が見つかりません";
/// No way leads outside.
pub const NO_LINE: &str = "外への経路がありません";
/// The name has no address.
pub const NO_ADDRESS: &str = "答えがありません";
/// The proxy asks for the name.
pub const BY_PROXY: &str = "未確認（プロキシが調べます）";

/// The zone shows the time of Japan.
pub const LIKE_JAPAN: &str = "日本と同じ";

/// It does not.
pub fn not_like_japan(name: &str) -> String {
    format!("日本と違います（{name}）")
}

/// How far the clock is ahead, in seconds.
pub fn skew(ahead: i64) -> String {
    let off = ahead.unsigned_abs();
    let size = match off {
        0..=1 => return "ほぼありません".to_owned(),
        2..=119 => format!("{off}秒"),
        120..=7199 => format!("{}分", off / 60),
        7200..=172_799 => match (off + 30) / 60 % 60 {
            0 => format!("{}時間", (off + 30) / 3600),
            minutes => format!("{}時間{minutes}分", (off + 30) / 3600),
        },
        _ => format!("{}日", off / 86_400),
    };
    let way = if ahead > 0 { "進んでいます" } else { "遅れています" };
    format!("{size} {way}")
}

/// A VPN is the way outside.
pub fn vpn(name: &str) -> String {
    format!("VPN {name} を経由")
}

/// A tunnel is the way outside.
pub fn tunnel(name: &str) -> String {
    format!("VPNらしき接続 {name} を経由")
}

/// One of several ways outside.
pub fn more_lines(name: &str, more: usize) -> String {
    format!("{name}（ほかに外への経路が{more}本）")
}

/// Lines of the hosts file about Amazon.
pub fn hosts(names: &[&str]) -> String {
    format!("書き換えがあります：{}", names.join("、"))
}

/// The servers that are asked.
pub fn dns(servers: &[String]) -> String {
    servers.join("、")
}

/// A server with the service that withholds names.
pub fn filtering(address: &str, service: &str) -> String {
    format!("{address}（{service}：一部の名前を答えません）")
}

/// The company sends names of Amazon to servers of its own.
pub const DNS_RULES: &str = "Amazonの名前は、会社が決めた先で調べます";

/// A browser asks for names by itself.
pub fn secure_dns(browsers: &[&str]) -> String {
    format!("{}は、独自の方法で調べます", browsers.join("・"))
}

/// Addresses of a host.
pub fn addresses(first: &str, more: usize) -> String {
    if more == 0 { first.to_owned() } else { format!("{first} ほか{more}件") }
}

/// An address that leads to this machine or into the own network.
pub fn sinkhole(address: &str) -> String {
    format!("{address}（このPCや社内を指しています）")
}

/// A trusted certificate.
pub fn trusted(issuer: &str) -> String {
    format!("正常（発行：{issuer}）")
}

/// A certificate that somebody on the way has put there.
pub fn replaced(issuer: &str) -> String {
    format!("途中で置き換えられています（発行：{issuer}）")
}

/// Whether a certificate is trusted.
pub fn trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "信頼できます",
        Trust::UnknownIssuer => "発行元を信頼できません",
        Trust::Expired => "期限が切れています",
        Trust::NotYetValid => "まだ有効になっていません",
        Trust::OtherName => "別の名前のものです",
        Trust::Revoked => "取り消されています",
        Trust::Bad => "正しくありません",
    }
}

/// A certificate that is not trusted.
pub fn untrusted(system: Trust, issuer: &str) -> String {
    let why = trust(system);
    if issuer.is_empty() { why.to_owned() } else { format!("{why}（発行：{issuer}）") }
}

/// Room on a disk.
pub fn free(bytes: u64) -> String {
    const MB: u64 = 1_000_000;
    match bytes / MB {
        mb @ ..1000 => format!("残り {mb} MB"),
        mb @ 1000..10_000 => format!("残り {}.{} GB", mb / 1000, mb / 100 % 10),
        mb => format!("残り {} GB", mb / 1000),
    }
}

/// The same where it is too little.
pub fn too_little(bytes: u64) -> String {
    format!("{}しかありません", free(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skew_is_told_in_units_that_people_use() {
        for (ahead, told) in [
            (0, "ほぼありません"),
            (-1, "ほぼありません"),
            (45, "45秒 進んでいます"),
            (-125, "2分 遅れています"),
            (32_397, "9時間 進んでいます"),
            (-34_200, "9時間30分 遅れています"),
            (i64::MIN, "106751991167300日 遅れています"),
        ] {
            assert_eq!(skew(ahead), told);
        }
    }

    #[test]
    fn room_on_a_disk_has_few_digits() {
        let told = [(0, "残り 0 MB"), (199_999_999, "残り 199 MB"), (3_260_000_000, "残り 3.2 GB")];
        for (bytes, told) in told {
            assert_eq!(free(bytes), told);
        }
        assert_eq!(free(u64::MAX), "残り 18446744073 GB");
    }
}
