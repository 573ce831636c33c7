import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto';
import { strict } from './strict.mjs';

// One user of one machine: what was shut once opens at the next start too. VIGIL_STANDIN_KEY_STORE names the backend of Linux.
const key = scryptSync('stand-in', 'vigil', 32);

export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => process.env.VIGIL_STANDIN_KEY_STORE ?? 'gnome_libsecret',
  async encryptStringAsync(text) {
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12, text.length));
    const shut = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.alloc(12, text.length), cipher.getAuthTag(), shut]);
  },
  async decryptStringAsync(shut) {
    const opened = createDecipheriv('aes-256-gcm', key, shut.subarray(0, 12));
    opened.setAuthTag(shut.subarray(12, 28));
    const text = opened.update(shut.subarray(28), undefined, 'utf8') + opened.final('utf8');
    return { result: text, shouldReEncrypt: false };
  },
});
