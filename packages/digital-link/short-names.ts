/** Names of AIs in a path (GS1 Digital Link 1.1 §3.4, withdrawn with 1.2): still met on labels. */
export const shortNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sscc: '00', gtin: '01', gdti: '253', gcn: '255', ginc: '401', gsin: '402', gln: '414', party: '417', grai: '8003',
    giai: '8004', itip: '8006', cpid: '8010', gmn: '8013', gsrnp: '8017', gsrn: '8018',
    cpv: '22', lot: '10', ser: '21', glnx: '254', cpsn: '8011', srin: '8019', refno: '8020',
  }), // biome-ignore format: pairs
);
