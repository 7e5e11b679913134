import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type EncryptionKeys } from './payload-codec.ts';

/** The SDK loads this file itself, and cannot read TypeScript. */
const SEALED_FAILURES = fileURLToPath(
  new URL(
    `${import.meta.url.endsWith('.ts') ? '../dist' : '..'}/workflows/contract/sealed-failures.js`,
    import.meta.url,
  ),
);

/** For clients and workers alike: with keys all that Temporal keeps of ours is encrypted; without, it is as it was. */
export function createDataConverter(keys: EncryptionKeys | undefined): DataConverter {
  return keys ? { payloadCodecs: [createPayloadCodec(keys)], failureConverterPath: SEALED_FAILURES } : {};
}
