/** Made-up data with known answers, for demos and for checking what the sciences find. */

export { loadDemoReadings } from './load-readings.ts';
export { loadDemoObservations, loadSimulated, simulationToCsv } from './load-simulated.ts';
export { accountsToCsv } from './simulate-accounts.ts';
export { answerKey, type Simulation, simulateObservations } from './simulate-observations.ts';
export { simulateReadings, simulateStations, stationsToCsv } from './simulate-readings.ts';
