//! Variables expanded.
