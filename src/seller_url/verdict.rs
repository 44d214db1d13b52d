//! What is said of a URL.

/// What a URL leads to, judged by its text alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A Japanese door: the password for the Japanese Seller Central may be typed there.
    Japan,
    /// The second Japanese entrance, likewise.
    JapanSecond,
    /// Seller Central of another marketplace. Genuine, and the wrong one.
    OtherMarketplace,
    /// Another service of Amazon's. Genuine, and not Seller Central.
    OtherAmazon,
    /// Nothing speaks for a fake, and yet no password belongs there.
    Caution,
    /// Not Amazon's, or made in a way in which Amazon makes no URL.
    NotAmazon,
    /// No URL.
    Unreadable,
}

impl Verdict {
    /// Its name on the command line and in notes.
    pub fn id(self) -> &'static str {
        match self {
            Self::Japan => "japan",
            Self::JapanSecond => "japan_second",
            Self::OtherMarketplace => "other_marketplace",
            Self::OtherAmazon => "other_amazon",
            Self::Caution => "caution",
            Self::NotAmazon => "not_amazon",
            Self::Unreadable => "unreadable",
        }
    }

    /// Whether a password for the Japanese Seller Central may be typed there.
    pub fn is_safe_to_sign_in(self) -> bool {
        matches!(self, Self::Japan | Self::JapanSecond)
    }
}

/// A URL, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What it leads to.
    pub verdict: Verdict,
    /// The host as browsers write it: small letters, Punycode, without the dot at its end.
    pub host: Option<String>,
    /// The host in the letters that it is made of, where that differs.
    pub host_unicode: Option<String>,
    /// The domain that somebody has registered: what decides whose the host is.
    pub registrable_domain: Option<String>,
    /// The id of the marketplace whose Seller Central or Vendor Central it is.
    pub marketplace: Option<String>,
    /// The id of Amazon's service.
    pub service: Option<String>,
    /// The name of Amazon's that the host is made to be taken for.
    pub imitates: Option<&'static str>,
    /// Why, what decides first.
    pub reasons: Vec<Reason>,
}

/// Why a URL is judged as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Characters that cannot be seen, or that turn the writing around.
    HiddenCharacters,
    /// A URL written in full width, or with other stand-ins for its letters and signs.
    WideCharacters,
    /// Backslashes where slashes belong.
    Backslashes,
    /// The host is written with percent signs.
    EncodedHost,
    /// A user name stands before the host.
    UserInfo,
    /// A port of its own.
    Port,
    /// An address of numbers in the place of a name.
    IpAddress,
    /// Letters of other scripts.
    OtherScript,
    /// Not a page of the web: `javascript:`, `data:`, `file:` and the like.
    Scheme,
    /// Not encrypted.
    NotEncrypted,
    /// No scheme is written.
    NoScheme,
    /// The host ends in a dot.
    TrailingDot,
    /// One of the two entrances of the Japanese Seller Central.
    JapaneseDoor,
    /// The Japanese shop for buyers, where the same login is used.
    JapaneseRetail,
    /// Seller Central of another marketplace.
    OtherMarketplace,
    /// Vendor Central.
    Vendor,
    /// A known service of Amazon's.
    OtherService,
    /// Below a domain of Amazon's, but not known.
    UnknownAmazon,
    /// A short link of Amazon's.
    ShortLink,
    /// A domain that Amazon rents out to anybody.
    Rented,
    /// Known, and no place to log in.
    NoDoor,
    /// It holds a domain of Amazon's inside another one.
    HoldsDomain,
    /// It bears a name of Amazon's.
    BearsName,
    /// Letters are swapped for others that look like them.
    LooksAlike,
    /// A name of Amazon's with a slip of the pen.
    Misspelt,
    /// Somebody else's domain.
    ForeignDomain,
    /// After the login it leads on to somebody else's domain.
    ReturnsElsewhere,
    /// After the login it leads on to another part of Amazon's.
    ReturnsToOtherAmazon,
    /// Where it leads on to is written in a way that cannot be read.
    ReturnUnclear,
    /// It asks for the sign-in page of the Japanese Seller Central.
    SellerHandle,
    /// It asks for the sign-in page of the Japanese shop for buyers.
    RetailHandle,
    /// It asks for the sign-in page of another marketplace's Seller Central.
    OtherSellerHandle,
    /// It asks for the sign-in page of another marketplace's shop for buyers.
    OtherRetailHandle,
    /// It asks for the sign-in page of an app or a device.
    DeviceHandle,
    /// It is not a URL.
    NoUrl,
}

impl Reason {
    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::HiddenCharacters => "hidden_characters",
            Self::WideCharacters => "wide_characters",
            Self::Backslashes => "backslashes",
            Self::EncodedHost => "encoded_host",
            Self::UserInfo => "userinfo",
            Self::Port => "port",
            Self::IpAddress => "ip_address",
            Self::OtherScript => "other_script",
            Self::Scheme => "scheme",
            Self::NotEncrypted => "not_encrypted",
            Self::NoScheme => "no_scheme",
            Self::TrailingDot => "trailing_dot",
            Self::JapaneseDoor => "japanese_door",
            Self::JapaneseRetail => "japanese_retail",
            Self::OtherMarketplace => "other_marketplace",
            Self::Vendor => "vendor",
            Self::OtherService => "other_service",
            Self::UnknownAmazon => "unknown_amazon",
            Self::ShortLink => "short_link",
            Self::Rented => "rented",
            Self::NoDoor => "no_door",
            Self::HoldsDomain => "holds_domain",
            Self::BearsName => "bears_name",
            Self::LooksAlike => "looks_alike",
            Self::Misspelt => "misspelt",
            Self::ForeignDomain => "foreign_domain",
            Self::ReturnsElsewhere => "returns_elsewhere",
            Self::ReturnsToOtherAmazon => "returns_to_other_amazon",
            Self::ReturnUnclear => "return_unclear",
            Self::SellerHandle => "seller_handle",
            Self::RetailHandle => "retail_handle",
            Self::OtherSellerHandle => "other_seller_handle",
            Self::OtherRetailHandle => "other_retail_handle",
            Self::DeviceHandle => "device_handle",
            Self::NoUrl => "no_url",
        }
    }

    /// What the verdict is at best with this reason; none where a reason only explains.
    pub(super) fn worst(self) -> Option<Verdict> {
        match self {
            Self::HiddenCharacters
            | Self::WideCharacters
            | Self::Backslashes
            | Self::EncodedHost
            | Self::UserInfo
            | Self::Port
            | Self::IpAddress
            | Self::OtherScript
            | Self::Scheme
            | Self::ReturnsElsewhere => Some(Verdict::NotAmazon),
            Self::NotEncrypted | Self::NoScheme | Self::ReturnsToOtherAmazon | Self::ReturnUnclear => {
                Some(Verdict::Caution)
            }
            _ => None,
        }
    }
}
