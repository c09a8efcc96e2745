import { IdiolectError, suggestClosest } from '../base/index.ts';
import type { Profile } from './profile.ts';
import { PROFILES, type ProfileName } from './profiles.ts';

/** The names that `--profile` takes. */
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/**
 * Makes a profile out of a named one and single settings, which win over it.
 *
 * @throws {IdiolectError} `USAGE` when there is no profile of that name.
 */
export const makeProfile = (name = 'calm', settings: Partial<Profile> = {}): Profile => {
  const known = PROFILE_NAMES.find((profile) => profile === name);
  if (known !== undefined) return { ...PROFILES[known].profile, ...settings };
  throw new IdiolectError('USAGE', `There is no profile "${name}".${suggestClosest(name, PROFILE_NAMES)}`, {
    hint: `The profiles are ${PROFILE_NAMES.join(', ')}.`,
  });
};
