export {
  checkEvidence,
  checkEvidenceTotal,
  EVIDENCE_FILE_MB,
  EVIDENCE_OBJECT_MB,
  type EvidenceType,
} from './check-evidence.ts';
export { type Evidence, getEvidence, linkEvidence, sha256Of, storeEvidence } from './store-evidence.ts';
