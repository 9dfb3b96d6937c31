"""What several texts say together: series, conflicts, targets against outcomes, likely matches."""
