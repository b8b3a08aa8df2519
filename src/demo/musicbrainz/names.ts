/** Names that MusicBrainz keeps in lists, with their MBIDs. */
export const areas = {
  AU: ["106e0bec-b638-3b37-b731-f53d507dc00e", "Australia"],
  DE: ["85752fda-13c4-31a3-bee5-0e5cb1f51dad", "Germany"],
  GB: ["8a754a16-0027-3a29-b6d7-2b40ea0481ed", "United Kingdom"],
  IE: ["390b05d4-11ec-3bce-a343-703a366b34a5", "Ireland"],
  JP: ["2db42837-c832-3c27-b4a3-08198f75693c", "Japan"],
  NZ: ["8524c7d9-f472-3890-a458-f28d5081d9c4", "New Zealand"],
  US: ["489ce91b-6658-3307-9877-795b68554c98", "United States"],
  XE: ["89a675c2-3e37-3518-b83c-418bad59a85a", "Europe"],
  XW: ["525d4e18-3d00-31b9-a58b-a146a916de8f", "[Worldwide]"],
} as const;
export type AreaCode = keyof typeof areas;

export const mediumFormats = {
  CD: "9712d52a-4509-3d4b-a1a2-67c88c643e31",
  '12" Vinyl': "3e9080b0-5e6c-34ab-bd15-f526b6306a64",
  Vinyl: "10e17707-9751-3aaf-95b2-2432acd5374c",
  MiniDisc: "671c5ed4-20e3-3a62-b6ea-f155cde04258",
  "DVD-Video": "bb71fd58-ff93-32b4-a201-4ad1b2a80e5f",
  "Digital Media": "907a28d9-b3b2-3ef6-89a8-7b18d91d4794",
} as const;
export type FormatName = keyof typeof mediumFormats;

export const packagings = {
  "Jewel Case": "ec27701a-4a22-37f4-bfac-6616e0f9750a",
  "Gatefold Cover": "e724a489-a7e8-30a1-a17c-30dfd6831202",
  "Cardboard/Paper Sleeve": "f7101ce3-0384-39ce-9fde-fbbd0044d35f",
  None: "119eba76-b343-3e02-a292-f0f00644bb9b",
} as const;
export type PackagingName = keyof typeof packagings;

export const statuses = {
  Official: "4e304316-386d-3409-af2e-78857eec5cfe",
  Promotion: "518ffc83-5cde-34df-8627-81bff5093d92",
  "Pseudo-Release": "41121bb9-3413-3818-8a9a-9742318349aa",
} as const;
export type StatusName = keyof typeof statuses;

/** Those whose MBIDs are known here; others get made-up ones. */
export const primaryTypes: Record<string, string> = {
  Album: "f529b476-6e62-324f-b0aa-1f3e33d313fc",
  Single: "d6038452-8ee0-3f68-affc-2de9a1ede0b9",
  EP: "6d0c5bf6-7a33-3420-a519-44fc63eedebf",
};

export const secondaryTypes: Record<string, string> = {
  Compilation: "dd2a21e1-0c00-3729-a7a0-de60b84eb5d1",
  Live: "6fd474e2-6b58-3102-9d17-d6f7eb7da0a0",
};

export const artistTypes = {
  Person: "b6e035f4-3ce9-331c-97df-83397230b0df",
  Group: "e431f5f6-b5d2-343d-8b36-72607fffb74b",
  Other: "ac897045-5043-3294-969b-187360e45d86",
} as const;

export const genders = {
  Male: "36d3d30a-839d-3eda-8cb3-29be4384e4a9",
  Female: "93452b5a-a947-30c8-934f-6a4056b151c2",
} as const;

/** What a link is called, by the kind of thing that has it. */
export const linkTypes: Record<"artist" | "release-group" | "release", Record<string, string>> = {
  artist: {
    discogs: "04a5b104-a4c2-4bac-99a1-7b837c37d9e4",
    "official homepage": "fe33d22f-c3b0-4d68-bd53-a856badf2b15",
    wikidata: "689870a4-a1e4-4912-b17f-7b2664215698",
  },
  "release-group": {
    discogs: "99e550f3-5ab4-3110-b5b9-fe01d970b126",
    wikidata: "b988d08c-5d86-4a57-9557-c83b399e3580",
  },
  release: {
    "amazon asin": "4f2e710d-166c-480c-a293-2e2c8d658d87",
    discogs: "4a78823c-1c53-4176-a5f3-58026c76f2bc",
  },
};
