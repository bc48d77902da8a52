package main

import (
	"container/heap"
	"sync"
	"time"
)

// The event loop of one virtual user: what is to be done in its engine is done here, one after the other.
type loop struct {
	mu     sync.Mutex
	jobs   []func() error
	held   int
	woken  chan struct{}
	timers timers
	ids    int64
}

func newLoop() *loop { return &loop{woken: make(chan struct{}, 1)} }

// For any goroutine.
func (l *loop) post(job func() error) {
	l.mu.Lock()
	l.jobs = append(l.jobs, job)
	l.mu.Unlock()
	select {
	case l.woken <- struct{}{}:
	default:
	}
}

// Keeps the loop going until what is returned is called, once, with the last job. For the goroutine of the loop.
func (l *loop) hold() func(job func() error) {
	l.mu.Lock()
	l.held++
	l.mu.Unlock()
	return func(job func() error) {
		l.mu.Lock()
		l.held--
		l.mu.Unlock()
		l.post(job)
	}
}

// Runs until nothing is left to wait for, an error comes, or `stop` is closed.
func (l *loop) run(stop <-chan struct{}, first func() error) error {
	l.post(first)
	alarm := time.NewTimer(time.Hour)
	defer alarm.Stop()
	for {
		l.mu.Lock()
		jobs, held := l.jobs, l.held
		l.jobs = nil
		l.mu.Unlock()
		for _, job := range jobs {
			if err := job(); err != nil {
				return err
			}
		}
		if len(jobs) > 0 {
			continue
		}
		if err := l.timers.runDue(time.Now()); err != nil {
			return err
		}
		if len(l.timers) > 0 {
			alarm.Reset(time.Until(l.timers[0].at))
		} else if held == 0 && l.isIdle() {
			return nil
		}
		select {
		case <-l.woken:
		case <-alarm.C:
		case <-stop:
			return nil
		}
	}
}

func (l *loop) isIdle() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.jobs) == 0 && l.held == 0
}

func (l *loop) setTimeout(after time.Duration, run func() error) int64 {
	l.ids++
	heap.Push(&l.timers, timer{time.Now().Add(max(0, after)), l.ids, run})
	return l.ids
}

func (l *loop) clearTimeout(id int64) {
	for index, one := range l.timers {
		if one.id == id {
			heap.Remove(&l.timers, index)
			return
		}
	}
}

type timer struct {
	at  time.Time
	id  int64
	run func() error
}

// By time, and those of the same time in the order in which they were set.
type timers []timer

func (t timers) Len() int      { return len(t) }
func (t timers) Swap(a, b int) { t[a], t[b] = t[b], t[a] }
func (t timers) Less(a, b int) bool {
	return t[a].at.Before(t[b].at) || t[a].at.Equal(t[b].at) && t[a].id < t[b].id
}
func (t *timers) Push(one any) { *t = append(*t, one.(timer)) }
func (t *timers) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}

// Each by itself: between two of them promises settle, and others may be cleared.
func (t *timers) runDue(now time.Time) error {
	for len(*t) > 0 && !(*t)[0].at.After(now) {
		if err := heap.Pop(t).(timer).run(); err != nil {
			return err
		}
	}
	return nil
}
