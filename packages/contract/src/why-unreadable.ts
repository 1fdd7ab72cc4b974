const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'its permissions do not let you',
  EPERM: 'its permissions do not let you',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file could not be read, in words; what has no words here, by its code. */
export function whyUnreadable({ code }: NodeJS.ErrnoException): string {
  return code !== undefined && Object.hasOwn(REASONS, code) ? String(REASONS[code]) : String(code);
}
