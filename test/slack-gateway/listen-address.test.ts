import { expect, it } from '@jest/globals';
import { ListenAddress, placeOf } from '../../slack-gateway/listen-address.ts';

it.each([
  ['127.0.0.1:9464', { host: '127.0.0.1', port: 9464 }],
  ['0.0.0.0:80', { host: '0.0.0.0', port: 80 }],
  ['[::1]:8081', { host: '::1', port: 8081 }],
])('%s is a place to listen at', (address, place) => {
  expect(placeOf(ListenAddress.parse(address))).toEqual(place);
});

it.each(['9464', 'localhost:9464', '127.0.0.1', '127.0.0.1:70000'])('%s is none', (address) => {
  expect(ListenAddress.safeParse(address).success).toBe(false);
});
