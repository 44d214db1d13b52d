//! What the parts of the ledger can be. The default of each is what an empty cell means, mostly that it is not known.
//!
//! A new variant needs a new version of the ledger: an older program cannot load a variant that it does not know.

use serde::{Deserialize, Serialize};

use crate::ui::text::ledger_words as words;

/// One of a few named things.
pub trait Kind: Copy + Default + PartialEq + 'static {
    /// All of them.
    fn all() -> &'static [Self];

    /// What it is called. Empty for one that says nothing.
    fn word(self) -> &'static str;
}

/// An enum of names, with the list of all of them.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident by $word:ident { $($(#[$of:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl Kind for $name {
            fn all() -> &'static [Self] {
                &[$(Self::$variant),+]
            }

            fn word(self) -> &'static str {
                words::$word(self)
            }
        }
    )+};
}

kinds! {
    /// Whether somebody is still here.
    Standing by standing {
        /// They are.
        #[default]
        Here,
        /// They are, and it is known that they leave.
        Leaving,
        /// They have left, or work elsewhere in the company.
        Gone,
    }

    /// What a device is.
    DeviceKind by device {
        /// Not known.
        #[default]
        Unknown,
        /// A mobile telephone.
        Phone,
        /// A telephone that stays where it is.
        Landline,
        /// A computer.
        Pc,
        /// A tablet.
        Tablet,
        /// A security key.
        SecurityKey,
    }

    /// Whose a device is.
    Ownership by ownership {
        /// Not known.
        #[default]
        Unknown,
        /// The company's.
        Company,
        /// Somebody's own.
        Private,
        /// Another company's.
        Partner,
    }

    /// The entrance to Seller Central.
    Door by door {
        /// Not known.
        #[default]
        Unknown,
        /// The Japanese one.
        Japan,
        /// The second Japanese one.
        JapanSecond,
        /// That of another country, or none that is known.
        Other,
    }

    /// Whose mailbox a login's address is.
    Mailbox by mailbox {
        /// Not known.
        #[default]
        Unknown,
        /// The user's own one, of the company.
        Own,
        /// One that several people read.
        Shared,
        /// The user's private one.
        Private,
        /// One that nobody opens any more.
        Lost,
    }

    /// Whether one person uses a login.
    Sharing by sharing {
        /// Not known, but for the list of its users.
        #[default]
        Unknown,
        /// One person alone.
        One,
        /// Several people.
        Shared,
    }

    /// What a login is in a shop.
    RoleKind by role {
        /// Not known.
        #[default]
        Unknown,
        /// The administrator who registered the shop.
        MainAdmin,
        /// An administrator.
        Admin,
        /// A user.
        User,
    }

    /// A job that is done in a shop.
    Scope by scope {
        /// Anything else, or not said.
        #[default]
        Other,
        /// Products and prices.
        Listing,
        /// Orders, shipping and stock.
        Shipping,
        /// Answers to buyers.
        Support,
        /// Advertising.
        Advertising,
        /// Money: payments and invoices.
        Accounting,
        /// Reports and figures.
        Analysis,
        /// Keeping the shop healthy: notifications, violations.
        Health,
        /// Looking after users and rights.
        Administration,
    }

    /// What a right is about.
    Area by area {
        /// Anything else.
        #[default]
        Other,
        /// Products.
        Catalog,
        /// Prices.
        Pricing,
        /// Stock, and what Amazon stores.
        Inventory,
        /// Orders.
        Orders,
        /// Messages, returns and claims of buyers.
        Messages,
        /// Advertising.
        Advertising,
        /// Reports.
        Reports,
        /// Payments, and what Amazon charges.
        Payments,
        /// The account that money is paid to.
        Bank,
        /// Account Health, and notifications.
        Health,
        /// Settings of the shop.
        Settings,
        /// Users and their rights.
        Users,
        /// What other programs may do.
        Apps,
    }

    /// How far a right goes.
    Level by level {
        /// To look.
        #[default]
        View,
        /// To look and to change.
        Edit,
    }

    /// Which of a login's methods.
    Slot by slot {
        /// The one that is asked for first.
        #[default]
        Main,
        /// One for the loss of the first.
        Backup,
    }

    /// A method of two-step verification.
    MethodKind by method {
        /// Not known.
        #[default]
        Unknown,
        /// An app that shows codes.
        Authenticator,
        /// Codes by SMS.
        Sms,
        /// Codes that are read out by telephone.
        Voice,
        /// A passkey.
        Passkey,
        /// A security key.
        SecurityKey,
    }

    /// How another company gets in.
    PartnerWay by way {
        /// Not known.
        #[default]
        Unknown,
        /// As an authorised partner, through the Solution Provider Portal.
        Authorised,
        /// As a user, as if its people were the company's own.
        SecondaryUser,
    }

    /// When somebody is reached.
    Hours by hours {
        /// Always.
        #[default]
        Any,
        /// In business hours.
        Business,
        /// At night and on holidays.
        AfterHours,
    }

    /// What was done with a right.
    ChangeKind by change {
        /// It was given.
        #[default]
        Given,
        /// It was changed.
        Changed,
        /// It was taken away.
        Taken,
    }

    /// What is looked through again and again.
    ReviewKind by review {
        /// Anything else.
        #[default]
        Other,
        /// Whether two administrators can sign in.
        Admins,
        /// Whether the backup methods work.
        Backups,
        /// What partners may do.
        Partners,
        /// What everybody may do.
        Rights,
        /// Whether the ledger is right.
        Ledger,
        /// Whether the emergency contacts are right.
        Contacts,
        /// Notifications and the shop's health, day by day.
        Watch,
        /// The written way to sign in, and the rules for it.
        Procedure,
        /// The settings of two-step verification.
        TwoStep,
        /// What a trouble has taught.
        Lessons,
        /// Forged mails, and how to tell them.
        Training,
    }
}
