/* What native code behind the walls of an executor can do: each system call with its error number, 0 for none. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void say(const char *name, long result) {
  dprintf(3, "%s %d\n", name, result < 0 ? errno : 0);
}

/* A new process leaves at once. */
static long process(long result) {
  if (result == 0) _exit(0);
  return result;
}

static void calls(pid_t host) {
  char buffer[256] = {0};
  struct iovec here = {buffer, 1}, there = {buffer, 1};
  struct io_uring_params ring = {0};
  struct perf_event_attr event = {.size = sizeof event};
  union bpf_attr bpf = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
  say("read-host-file", open("/etc/passwd", O_RDONLY));
  say("read-processes", open("/proc/self/environ", O_RDONLY));
  say("create-file", open("/kami/new", O_CREAT | O_WRONLY, 0600));
  say("write-program", open("/kami/native-code.c", O_WRONLY));
  say("signal-host", syscall(SYS_kill, host, 0));
  say("trace-host", syscall(SYS_ptrace, PTRACE_ATTACH, host, 0, 0));
  say("read-host-memory", syscall(SYS_process_vm_readv, host, &here, 1, &there, 1, 0));
  say("pidfd-of-host", syscall(SYS_pidfd_open, host, 0));
  say("become-root", syscall(SYS_setuid, 0));
  say("mount", syscall(SYS_mount, "none", "/", "tmpfs", 0, NULL));
  say("remount", syscall(SYS_mount, NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL));
  say("unmount", syscall(SYS_umount2, "/kami/node", MNT_DETACH));
  say("chroot", syscall(SYS_chroot, "/kami"));
  say("module", syscall(SYS_init_module, buffer, 0, ""));
  say("handle", syscall(SYS_open_by_handle_at, 3, buffer, 0));
  say("socket", syscall(SYS_socket, 2, 1, 0));
  say("netlink", syscall(SYS_socket, 16, 3, 0));
  say("socketpair", syscall(SYS_socketpair, 1, 1, 0, buffer));
  say("sendmsg", syscall(SYS_sendto, 3, "", 0, 0, NULL, 0));
  say("io_uring", syscall(SYS_io_uring_setup, 1, &ring));
  say("bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &bpf, sizeof bpf));
  say("perf", syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
  say("userfaultfd", syscall(SYS_userfaultfd, 0));
  say("keys", syscall(SYS_add_key, "user", "k", "v", 1, -2));
  say("memory-file", syscall(SYS_memfd_create, "m", 0));
  say("namespace", syscall(SYS_unshare, CLONE_NEWUSER));
  say("clone-namespace", process(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0)));
  say("process", process(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)));
  say("clone3", syscall(SYS_clone3, NULL, 0));
  say("execveat", syscall(SYS_execveat, -1, "/none", NULL, NULL, 0));
  say("type-on-terminal", syscall(SYS_ioctl, 3, 0xffffffff00000000UL | TIOCSTI, "x"));
  say("outlive-host", syscall(SYS_prctl, PR_SET_PDEATHSIG, 0));
  say("limits-of-others", syscall(SYS_prlimit64, 1, 0, NULL, NULL));
#ifdef __x86_64__
  say("x32", syscall(0x40000000 | SYS_getpid));
#endif
  say("thread-id", syscall(SYS_gettid));
}

/* Does all that a process can to live on: no death signal, no session, no parent, no signal that it hears. */
static void outlive(void) {
  prctl(PR_SET_PDEATHSIG, 0);
  for (int child = 0; child < 4; child++) {
    if (fork() != 0) continue;
    prctl(PR_SET_PDEATHSIG, 0);
    setsid();
    if (fork() != 0) _exit(0);
    prctl(PR_SET_PDEATHSIG, 0);
    for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
    break;
  }
  dprintf(3, "alive\n");
  for (;;) pause();
}

/* The system calls of 32 bits: 20 is getpid. */
static void other_architecture(void) {
#ifdef __x86_64__
  long result = 20;
  __asm__ volatile("int $0x80" : "+a"(result));
#endif
  dprintf(3, "alive\n");
}

int main(void) {
  char line[64] = {0};
  if (read(3, line, sizeof line - 1) <= 0) return 1;
  if (strncmp(line, "calls ", 6) == 0) calls(atoi(line + 6));
  if (strncmp(line, "outlive", 7) == 0) outlive();
  if (strncmp(line, "int80", 5) == 0) other_architecture();
  return 0;
}
