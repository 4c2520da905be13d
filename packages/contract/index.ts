/** What server and web share: permissions, error codes, API types. */
export * from './access.ts';
export * from './api.ts';
export * from './basics.ts';
export * from './division.ts';
export * from './errors.ts';
export * from './lifecycle.ts';
export * from './organization-kinds.ts';
export * from './organizations.ts';
export * from './people.ts';
export * from './permissions.ts';
export * from './registers.ts';
export * from './review.ts';
export * from './sign-ins.ts';
export * from './tasks.ts';
export * from './work.ts';
