/** Albums and artists of the demo's catalogue that tests speak of. */

export const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
export const nevermindCd = "a146429a-cedc-3ab0-9e41-1aaf5f6cdc2d";
export const nirvana = "5b11f4ce-a62d-471e-81fc-a69a8278c7da";
export const wintertunes = "29cc1e8d-fa99-4460-884f-373a590f48b7";
export const darkSide = "f5093c06-23e3-404f-aeaa-40f72885ee3a";
export const pinkFloyd = "83d91898-7763-47d7-b03b-b92132375c47";
export const desireOfDylan = "fc325dd3-73ed-36aa-9c77-6b65a958e3cf";
export const bobDylan = "72c536dc-7137-4477-a521-567eeb840fa8";
export const u2 = "a3cb23fc-acd3-4ce0-8f36-1e5aa6a18432";
/** A valid MBID that nobody has. */
export const nobody = "00000000-0000-4000-8000-000000000000";
