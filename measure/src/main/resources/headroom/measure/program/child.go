package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// child is a process of the run.
type child struct {
	name    string
	command *exec.Cmd
	stderr  bytes.Buffer
	gone    chan struct{} // closed when it has ended, with err set
	err     error
}

// startChild starts a process of this same binary.
func startChild(name string, arguments []string, files []*os.File, environment []string) (*child, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(program, append([]string{name}, arguments...)...)
	child := &child{name: name, command: command, gone: make(chan struct{})}
	child.command.Env = environment
	child.command.ExtraFiles = files
	child.command.Stderr = &child.stderr
	child.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := child.command.Start(); err != nil {
		return nil, fmt.Errorf("cannot start the %s: %w", name, err)
	}
	go func() {
		child.err = child.command.Wait()
		close(child.gone)
	}()
	return child, nil
}

// reason is the first line of what a child said, or else how it ended.
func (c *child) reason() string {
	line, _, _ := strings.Cut(strings.TrimSpace(c.stderr.String()), "\n")
	switch {
	case line != "":
		line = strings.TrimPrefix(line, "measured: ")
	case c.err != nil:
		line = c.err.Error()
	default:
		line = "it ended early"
	}
	return fmt.Sprintf("the %s failed: %s", c.name, line)
}

// environment is that of this process with its settings of the Go runtime replaced.
func environment(settings ...string) []string {
	var kept []string
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		switch name {
		case "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GODEBUG":
		default:
			kept = append(kept, variable)
		}
	}
	for _, setting := range settings {
		if !strings.HasSuffix(setting, "=") {
			kept = append(kept, setting)
		}
	}
	return kept
}
