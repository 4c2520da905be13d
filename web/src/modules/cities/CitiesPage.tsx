export function CitiesPage() {
  return null;
}
