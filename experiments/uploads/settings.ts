/** What a site configured for each format; accounts and names, never secrets. */
export type FormatSettings = {
  readonly 'google-clicks': GoogleFileSettings;
  readonly 'google-adjustments': GoogleFileSettings;
  readonly 'google-leads': GoogleFileSettings;
  readonly 'google-data-manager': GoogleApiSettings;
  readonly 'microsoft-file': MicrosoftSettings;
  readonly 'microsoft-bulk': MicrosoftSettings;
  readonly 'microsoft-capi': MicrosoftApiSettings;
  readonly meta: MetaSettings;
  readonly linkedin: LinkedInSettings;
  readonly tiktok: TikTokSettings;
  readonly ga4: Ga4Settings;
};
export type FormatName = keyof FormatSettings;

export type GoogleFileSettings = {
  /** IANA zone of the times in the file: `Europe/London`. */
  readonly timeZone: string;
  /**
   * Whether the conversion files have the column "Order ID" (default). A later retraction names the
   * order; without the column it names the click and the time, and clicks of iOS (gbraid, wbraid)
   * cannot be taken back at all.
   */
  readonly orderIds?: boolean | undefined;
  /** Window of the conversion action in days after the click, 1 to 90 (default). */
  readonly clickWindowDays?: number | undefined;
};

export type GoogleApiSettings = Pick<GoogleFileSettings, 'clickWindowDays'> & {
  /** Google Ads customer id of the account with the conversion action, with or without dashes. */
  readonly accountId: string;
  /** Manager account through which the sender has access. */
  readonly loginAccountId?: string | undefined;
  /** Name of a custom variable for the variant; absent: no variant leaves. */
  readonly variantField?: string | undefined;
  /** Google checks the request and keeps nothing. */
  readonly validateOnly?: boolean | undefined;
};

export type MicrosoftSettings = {
  /** Window of the goal in days after the click, 1 to 90 (default). */
  readonly clickWindowDays?: number | undefined;
};

export type MicrosoftApiSettings = MicrosoftSettings & {
  /** Id of the UET tag, digits. */
  readonly tagId: string;
};

export type MetaSettings = {
  /** Dataset (pixel) id. */
  readonly datasetId: string;
  /** `v24.0` where absent. */
  readonly apiVersion?: string | undefined;
  /** `website` asks for the page and the browser of each conversion; `system_generated` is a CRM. */
  readonly actionSource?: 'website' | 'system_generated' | 'phone_call' | 'other' | undefined;
  readonly testEventCode?: string | undefined;
  /** Name of a custom property for the variant; absent: no variant leaves. */
  readonly variantField?: string | undefined;
};

export type LinkedInSettings = {
  /** Monthly version; `202603` where absent. */
  readonly apiVersion?: string | undefined;
};

export type TikTokSettings = {
  /** Pixel code for `web`, id of the event set for `offline`. */
  readonly sourceId: string;
  readonly source: 'web' | 'offline';
  readonly testEventCode?: string | undefined;
};

export type Ga4Settings = {
  /** `G-XXXX` */
  readonly measurementId: string;
  /** Name of an event parameter for the variant; absent: no variant leaves. */
  readonly variantField?: string | undefined;
};
