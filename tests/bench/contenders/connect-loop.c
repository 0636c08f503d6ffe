/*
 * The machine's limit: socket, non-blocking connect, close, for every port of some addresses, on some threads.
 * Nothing is waited for and nothing is read.
 *
 *   connect-loop THREADS FIRST_ADDRESS ADDRESSES FIRST_PORT LAST_PORT
 */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static in_addr_t first_address;
static long addresses, first_port, last_port, threads;

static void *loop(void *argument) {
  long thread = (long)argument;
  long ports = last_port - first_port + 1;
  long probes = addresses * ports;
  struct sockaddr_in to = {.sin_family = AF_INET};
  for (long probe = probes * thread / threads; probe < probes * (thread + 1) / threads; probe++) {
    to.sin_addr.s_addr = htonl(first_address + (in_addr_t)(probe / ports));
    to.sin_port = htons((in_port_t)(first_port + probe % ports));
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) {
      perror("socket");
      exit(1);
    }
    /* Refused at once or still under way: both are as they should be. */
    (void)connect(fd, (struct sockaddr *)&to, sizeof to);
    close(fd);
  }
  return NULL;
}

int main(int count, char **words) {
  pthread_t running[64];
  struct in_addr first;
  if (count != 6 || inet_pton(AF_INET, words[2], &first) != 1) {
    fprintf(stderr, "connect-loop THREADS FIRST_ADDRESS ADDRESSES FIRST_PORT LAST_PORT\n");
    return 2;
  }
  threads = atol(words[1]);
  first_address = ntohl(first.s_addr);
  addresses = atol(words[3]);
  first_port = atol(words[4]);
  last_port = atol(words[5]);
  if (threads < 1 || threads > 64) return 2;
  for (long thread = 0; thread < threads; thread++)
    if (pthread_create(&running[thread], NULL, loop, (void *)thread) != 0) return 1;
  for (long thread = 0; thread < threads; thread++) pthread_join(running[thread], NULL);
  return 0;
}
