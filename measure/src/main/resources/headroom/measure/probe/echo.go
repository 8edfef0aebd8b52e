package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"unsafe"
)

const (
	echoCommand = "echo" // the first argument with which this program is started as the peer; the second is its core
	listenerFd  = 3      // first of exec.Cmd.ExtraFiles
)

// echo is the process at the other end of the connections.
type echo struct {
	address string
	process *exec.Cmd
	input   io.Closer
}

func startEcho(core int) (*echo, error) {
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	defer listener.Close()
	file, err := listener.File()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	process := exec.Command(self, echoCommand, strconv.Itoa(core))
	process.ExtraFiles = []*os.File{file}
	process.Stderr = os.Stderr
	input, err := process.StdinPipe() // its end ends the process, also if this one is killed
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	return &echo{listener.Addr().String(), process, input}, nil
}

func (e *echo) end() {
	e.input.Close()
	e.process.Wait()
	state := e.process.ProcessState
	endedChildrenNs.Add(int64(state.UserTime() + state.SystemTime()))
}

// answerEchoes is the peer: one event loop that reads messages of 8 bytes, holds each until the instant of the monotonic clock
// that it says, and answers with the time that it really held it, ns. Meanwhile it reads no other.
func answerEchoes(coreNumber string) error {
	core, err := strconv.Atoi(coreNumber)
	if err != nil {
		return err
	}
	if err := bindProcess([]int{core}); err != nil {
		return err
	}
	syscall.RawSyscall(syscall.SYS_PRCTL, setTimerSlack, 1, 0)
	poll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return err
	}
	for _, fd := range []int{syscall.Stdin, listenerFd} {
		if err := watch(poll, fd); err != nil {
			return err
		}
	}
	if err := syscall.SetNonblock(listenerFd, true); err != nil {
		return err
	}
	var events [batchSize]syscall.EpollEvent
	for {
		count, _, errno := syscall.RawSyscall6(syscall.SYS_EPOLL_PWAIT, uintptr(poll),
			uintptr(unsafe.Pointer(&events[0])), uintptr(len(events)), ^uintptr(0), 0, signalSetBytes)
		if errno == syscall.EINTR {
			continue
		}
		if errno != 0 {
			return fmt.Errorf("epoll_pwait: %w", errno)
		}
		for _, event := range events[:count] {
			switch fd := int(event.Fd); fd {
			case syscall.Stdin:
				return nil
			case listenerFd:
				if err := acceptAll(poll); err != nil {
					return err
				}
			default:
				answer(fd)
			}
		}
	}
}

func watch(poll, fd int) error {
	return syscall.EpollCtl(poll, syscall.EPOLL_CTL_ADD, fd, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(fd)})
}

func acceptAll(poll int) error {
	for {
		fd, _, err := syscall.Accept4(listenerFd, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
		if err == syscall.EAGAIN {
			return nil
		}
		if err != nil {
			return fmt.Errorf("accept: %w", err)
		}
		if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
			return err
		}
		if err := watch(poll, fd); err != nil {
			return err
		}
	}
}

// answer reads a message and writes its answer. A connection that the other end has closed is closed.
func answer(fd int) {
	var message [8]byte
	count, _, errno := syscall.RawSyscall(syscall.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(&message[0])), 8)
	if errno == syscall.EAGAIN {
		return
	}
	if errno != 0 || count != 8 {
		syscall.Close(fd)
		return
	}
	receivedNs := clockNs(monotonic)
	if holdNs := int64(binary.LittleEndian.Uint64(message[:])) - receivedNs; holdNs > 0 {
		sleepNs(holdNs)
	}
	binary.LittleEndian.PutUint64(message[:], uint64(clockNs(monotonic)-receivedNs))
	syscall.RawSyscall(syscall.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(&message[0])), 8)
}
