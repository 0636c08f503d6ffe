/** Named sets of ports for common questions. Sources of each number: assets/default-ports.json and the IANA registry. */

export interface PortPreset {
  /** What is typed: `-p web`. */
  readonly name: string;
  /** What a button says. */
  readonly label: string;
  readonly ports: readonly number[];
}

export const PORT_PRESETS: readonly PortPreset[] = [
  {
    name: 'web',
    label: 'Web',
    ports: [
      80, 81, 443, 591, 3000, 4200, 4443, 5000, 5173, 8000, 8008, 8080, 8081, 8088, 8443, 8888, 9000, 9080,
      9090, 9443,
    ],
  },
  {
    name: 'databases',
    label: 'Databases',
    ports: [
      1433, 1434, 1521, 1830, 2379, 2483, 2484, 3050, 3306, 4333, 5432, 5433, 5984, 6379, 6380, 7000, 7199,
      7473, 7474, 7687, 8086, 8123, 8529, 8983, 9000, 9042, 9200, 9300, 11210, 11211, 26257, 26379, 27017,
      27018, 27019, 28015, 29015, 33060, 50000,
    ],
  },
  {
    name: 'remote',
    label: 'Remote access',
    ports: [
      22, 23, 512, 513, 514, 992, 1494, 2222, 2598, 3283, 3389, 4899, 5631, 5800, 5900, 5901, 5902, 5938,
      5985, 5986, 6000, 6568, 10000,
    ],
  },
];
