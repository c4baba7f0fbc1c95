/** The store that the demo runs as, and how it reaches a cloud on the same machine. The token is public and works on loopback only. */
export const DEMO_STORE = {
  storeId: '53340001',
  name: '云桥家电',
  branch: '青山镇店',
  cloudUrl: 'http://127.0.0.1:8619',
  cloudToken: 'zd.53340001.demo',
} as const;
