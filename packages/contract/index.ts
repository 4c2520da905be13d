/** What server and web share: permissions, error codes, API types. */
export * from './api.ts';
export * from './errors.ts';
export * from './permissions.ts';
