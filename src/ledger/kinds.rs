//! What the parts of the ledger can be. The default of each is what an empty cell means, mostly that it is not known.
//!
//! A new variant needs a new version of the ledger: an older program cannot load a variant that it does not know.

use serde::{Deserialize, Serialize};

/// An enum of names, with the list of all of them.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$of])* $variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    )+};
}

kinds! {
    /// Whether somebody is still here.
    Standing {
        /// They are.
        #[default]
        Here,
        /// They are, and it is known that they leave.
        Leaving,
        /// They have left, or work elsewhere in the company.
        Gone,
    }

    /// What a device is.
    DeviceKind {
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
    Ownership {
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
    Door {
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
    Mailbox {
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
    Sharing {
        /// Not known, but for the list of its users.
        #[default]
        Unknown,
        /// One person alone.
        One,
        /// Several people.
        Shared,
    }

    /// What a login is in a shop.
    RoleKind {
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
    Scope {
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
    Area {
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
    Level {
        /// To look.
        #[default]
        View,
        /// To look and to change.
        Edit,
    }

    /// Which of a login's methods.
    Slot {
        /// The one that is asked for first.
        #[default]
        Main,
        /// One for the loss of the first.
        Backup,
    }

    /// A method of two-step verification.
    MethodKind {
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
    PartnerWay {
        /// Not known.
        #[default]
        Unknown,
        /// As an authorised partner, through the Solution Provider Portal.
        Authorised,
        /// As a user, as if its people were the company's own.
        SecondaryUser,
    }

    /// When somebody is reached.
    Hours {
        /// Always.
        #[default]
        Any,
        /// In business hours.
        Business,
        /// At night and on holidays.
        AfterHours,
    }

    /// What was done with a right.
    ChangeKind {
        /// It was given.
        #[default]
        Given,
        /// It was changed.
        Changed,
        /// It was taken away.
        Taken,
    }

    /// What is looked through again and again.
    ReviewKind {
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
    }
}
