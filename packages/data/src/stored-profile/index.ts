export { type Associations, associations } from './associations.ts';
export { hideValues } from './hide-values.ts';
export { leaveOut } from './left-out.ts';
export { makeProfile } from './make-profile.ts';
export { mergeProfiles } from './merge-profiles.ts';
export { isStoredProfile, readStoredProfile } from './read-stored-profile.ts';
