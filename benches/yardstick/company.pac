// Proxy settings of the Example company. Written by the information systems department; do not change by hand.
// 2026-02-27  rev. 214  added the new warehouse

var tokyo = "PROXY proxy1.tokyo.example.co.jp:8080; PROXY proxy2.tokyo.example.co.jp:8080";
var osaka = "PROXY proxy1.osaka.example.co.jp:8080; PROXY proxy1.tokyo.example.co.jp:8080";
var cloud = "PROXY gateway.cloud.example.com:10080";
var night = "PROXY proxy3.tokyo.example.co.jp:8080";
var direct = "DIRECT";

// Inside the company.
var inside = [
    ".example.co.jp",
    ".example.jp",
    ".example-group.co.jp",
    ".example-logistics.co.jp",
    ".example-shop.jp",
    ".example-it.co.jp",
    ".corp.example.com",
    ".intra.example.com",
    ".example-nagoya.co.jp",
    ".example-kyushu.co.jp",
    ".dev.example.net",
    ".stage.example.net",
    ".example.local",
    ".example.internal",
    ".example-holdings.co.jp",
    ".example-foods.co.jp",
    ".example-travel.co.jp",
    ".recruit-example.jp",
];

// Meetings and mail go past the proxy.
var passed = [
    "*.teams.microsoft.com",
    "*.skype.com",
    "*.outlook.office365.com",
    "outlook.office.com",
    "*.protection.outlook.com",
    "*.sharepoint.com",
    "*.officeapps.live.com",
    "*.onedrive.com",
    "*.windowsupdate.com",
    "*.update.microsoft.com",
    "*.delivery.mp.microsoft.com",
    "*.zoom.us",
    "*.zoomgov.com",
    "*.webex.com",
    "*.wbx2.com",
    "*.ciscospark.com",
    "meet.google.com",
    "*.meet.google.com",
    "*.gotomeeting.com",
    "*.chime.aws",
    "*.teamviewer.com",
    "*.anydesk.com",
    "*.slack.com",
    "*.slack-edge.com",
    "*.slack-files.com",
    "*.chatwork.com",
    "*.lineworks.com",
    "*.worksmobile.com",
    "*.box.com",
    "*.boxcdn.net",
];

// Looked at in the cloud.
var looked = [
    "*.facebook.com",
    "*.fbcdn.net",
    "*.instagram.com",
    "*.twitter.com",
    "*.x.com",
    "*.twimg.com",
    "*.youtube.com",
    "*.ytimg.com",
    "*.googlevideo.com",
    "*.tiktok.com",
    "*.tiktokcdn.com",
    "*.nicovideo.jp",
    "*.nimg.jp",
    "*.abema.tv",
    "*.tver.jp",
    "*.dropbox.com",
    "*.dropboxusercontent.com",
    "*.wetransfer.com",
    "*.gigafile.nu",
    "*.firestorage.jp",
    "*.evernote.com",
    "*.notion.so",
    "*.pinterest.com",
    "*.pinimg.com",
    "*.reddit.com",
    "*.twitch.tv",
    "*.ttvnw.net",
    "*.netflix.com",
    "*.nflxvideo.net",
    "*.hulu.jp",
];

// The shops.
var shops = [
    "*.rakuten.co.jp",
    "*.rakuten.com",
    "*.r10s.jp",
    "*.shopping.yahoo.co.jp",
    "*.yimg.jp",
    "*.au-market.com",
    "*.wowma.jp",
    "*.qoo10.jp",
    "*.shopify.com",
    "*.myshopify.com",
    "*.base.shop",
    "*.thebase.in",
    "*.stores.jp",
    "*.makeshop.jp",
    "*.ebay.com",
    "*.ebaystatic.com",
    "*.mercari.com",
    "*.amazon.com",
    "*.ssl-images-amazon.com",
    "*.media-amazon.com",
    "*.amazonaws.com",
    "sellercentral-japan.amazon.com",
    "sellercentral.amazon.co.jp",
    "*.amazon.co.jp",
];

// Networks of the company.
var networks = [
    ["10.0.0.0", "255.0.0.0"],
    ["172.16.0.0", "255.240.0.0"],
    ["192.168.0.0", "255.255.0.0"],
    ["203.0.113.0", "255.255.255.0"],
    ["198.51.100.0", "255.255.255.0"],
];

function below(host, domains) {
    for (var i = 0; i < domains.length; i++) {
        if (dnsDomainIs(host, domains[i]) || host == domains[i].substring(1)) {
            return true;
        }
    }
    return false;
}

function like(host, globs) {
    for (var i = 0; i < globs.length; i++) {
        if (shExpMatch(host, globs[i])) {
            return true;
        }
    }
    return false;
}

function inCompany(address) {
    for (var i = 0; i < networks.length; i++) {
        if (isInNet(address, networks[i][0], networks[i][1])) {
            return true;
        }
    }
    return false;
}

function FindProxyForURL(url, host) {
    url = url.toLowerCase();
    host = host.toLowerCase();
    if (isPlainHostName(host) || host == "127.0.0.1" || localHostOrDomainIs(host, "localhost.example.co.jp")) {
        return direct;
    }
    if (below(host, inside)) {
        return direct;
    }
    if (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) && inCompany(host)) {
        return direct;
    }
    if (like(host, passed)) {
        return direct;
    }
    // On the road there is no proxy.
    var here = myIpAddress();
    if (!inCompany(here)) {
        return direct;
    }
    var office = isInNet(here, "10.20.0.0", "255.255.0.0") ? osaka : tokyo;
    if (like(host, looked)) {
        return weekdayRange("MON", "FRI") && timeRange(9, 0, 17, 30) ? cloud : office;
    }
    if (like(host, shops)) {
        if (url.substring(0, 5) == "http:") {
            return cloud;
        }
        return timeRange(22, 0, 6, 0) ? night : office + "; " + direct;
    }
    return office;
}
