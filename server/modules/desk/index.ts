/** The desk: the first page after sign-in. */
export { deskRoutes } from './http.ts';
