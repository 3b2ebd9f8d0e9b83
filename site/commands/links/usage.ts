/** What `npm run links -- --help` prints. */
export const USAGE = `Addresses for ads, and links that show a chosen variant.

  npm run links                            final URLs and tracking templates for site/ads.csv
  npm run links -- --csv links.csv         the same, written to a file
  npm run links -- --preview               signed links to every combination, drafts too
  npm run links -- --preview crm-headline  to each variant of one experiment
  npm run links -- --preview /crm/heating/ to every combination of one page

  --base ADDRESS   origin of the links (ads: site.yaml's; previews: the local server at PORT)
  --days 7         how long preview links work, at most 90 days
  --ads FILE       another file of ads (site/ads.csv)
  --csv FILE       write ad links as CSV for people

site/ads.csv has one line per ad with these columns, the last three may be missing or empty:
  platform   google, microsoft, meta, linkedin or tiktok
  campaign   name of the campaign, becomes utm_campaign
  ad_group   name of the ad group, ad set or (LinkedIn) campaign, becomes adgroup
  landing    path of the landing, for example /crm/
  creative   name of the ad, becomes utm_content
  keyword    becomes utm_term; where it is empty, search platforms fill in the real one
  medium     utm_medium; cpc for search and paid-social for the others where it is empty

A line of site/ad-groups.csv with a platform gives links as well: to its landing when the names in the
link pick the page there, else to the page's own address.

Names are compared with the patterns under "naming" in site/site.yaml. Preview links are signed with
TRUELIFT_SIGNING_KEYS from the environment, else from .dev.vars.`;
