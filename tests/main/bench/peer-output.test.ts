/** What peers print, as they printed it, read into verdicts. */
import { expect, test } from 'vitest';
import { doscan } from '../../bench/contenders/doscan.ts';
import { readNmapXml } from '../../bench/contenders/nmap.ts';
import { readPnscan } from '../../bench/contenders/pnscan.ts';

const NMAP = `<nmaprun scanner="nmap" args="nmap -sT -Pn -n -T4 -p1-100 -oX - 10.70.9.1 10.70.0.2" version="7.93">
<host starttime="1795576422" endtime="1795576424"><status state="up" reason="user-set" reason_ttl="0"/>
<address addr="10.70.9.1" addrtype="ipv4"/>
<hostnames>
</hostnames>
<ports><extraports state="filtered" count="100">
<extrareasons reason="no-response" count="100" proto="tcp" ports="1-100"/>
</extraports>
</ports>
</host>
<host starttime="1795576422" endtime="1795576422"><status state="up" reason="conn-refused" reason_ttl="0"/>
<address addr="10.70.0.2" addrtype="ipv4"/>
<ports><extraports state="closed" count="98">
<extrareasons reason="conn-refused" count="98" proto="tcp" ports="1-20,23-100"/>
</extraports>
<port protocol="tcp" portid="21"><state state="filtered" reason="no-response" reason_ttl="0"/><service name="ftp" method="table" conf="3"/></port>
<port protocol="tcp" portid="22"><state state="open" reason="syn-ack" reason_ttl="0"/><service name="ssh" method="table" conf="3"/></port>
</ports>
<times srtt="92" rttvar="73" to="100000"/>
</host>
</nmaprun>`;

test('nmap: rows and what is not shown; a host that was only taken for up is not', () => {
  expect(readNmapXml(NMAP)).toEqual([
    {
      address: '10.70.9.1',
      isUp: false,
      ports: [{ state: 'filtered', reason: 'no-response', ranges: [[1, 100]] }],
    },
    {
      address: '10.70.0.2',
      isUp: true,
      ports: [
        { state: 'filtered', reason: 'no-response', ranges: [[21, 21]] },
        { state: 'open', reason: 'syn-ack', ranges: [[22, 22]] },
        {
          state: 'closed',
          reason: 'conn-refused',
          ranges: [
            [1, 20],
            [23, 100],
          ],
        },
      ],
    },
  ]);
});

test('pnscan: a port once, although it may say it twice', () => {
  const output = [
    '10.70.0.1       :    22 : TXT : hello\\r\\n',
    '10.70.0.1       :    22 : TXT : hello\\r\\n',
    '10.70.0.1       :    20 : ERR : read() failed: Connection refused',
    '10.70.0.1       :    80 : TXT : hello\\r\\n',
  ].join('\n');
  const ranges = [
    [22, 22],
    [80, 80],
  ];
  expect(readPnscan(output)).toEqual([
    { address: '10.70.0.1', isUp: true, ports: [{ state: 'open', reason: '', ranges }] },
  ]);
});

test('doscan: a host a line', async () => {
  const output = '2026-11-25 03:13:50.651\t10.70.15.253\t\t\n2026-11-25 03:13:54.366\t10.70.15.254\t\t\n';
  const told = await doscan('doscan', '10.70.0.0/20', 22, 500).read?.(output);
  expect(told?.hosts.map(({ address }) => address)).toEqual(['10.70.15.253', '10.70.15.254']);
});
