export { getInstallationKind, type InstallationKind, settleInstallation } from './installation.ts';
